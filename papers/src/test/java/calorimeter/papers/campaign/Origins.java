package calorimeter.papers.campaign;

import calorimeter.lab.store.Provenance;

/// Where test reports come from.
final class Origins {

    private Origins() {}

    static Origin here() {
        return new Origin(
                "./calorimeter reproduce kim2026 --quick", Provenance.ofThisProcess("test", null, "scalar", 1));
    }
}
