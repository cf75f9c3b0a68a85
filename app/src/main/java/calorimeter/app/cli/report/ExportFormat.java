package calorimeter.app.cli.report;

/// The file formats of `calorimeter export`; the name is the file's ending.
enum ExportFormat {
    /// The rows as text.
    csv,
    /// The parameters of the latest checkpoint.
    safetensors,
    /// The rows, one array for each column, and the parameters of the latest checkpoint.
    npz
}
