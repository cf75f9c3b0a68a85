package calorimeter.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;

/// The standard error that the user sees. The launcher passes it as another descriptor, because it filters the
/// one that the JVM writes to (see the script `calorimeter`).
final class StandardError {

    /// The number of the descriptor; absent if the program was not started by the launcher.
    private static final String PROPERTY = "calorimeter.stderr";

    private StandardError() {}

    static PrintStream open() {
        return new PrintStream(new FileOutputStream(descriptor()), true, StandardCharsets.UTF_8);
    }

    private static FileDescriptor descriptor() {
        Integer number = Integer.getInteger(PROPERTY);
        if (number == null) {
            return FileDescriptor.err;
        }
        try {
            return inherited(number);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            // The filter shows the same text, only a moment later.
            return FileDescriptor.err;
        }
    }

    /// A descriptor that this process was born with. Java has no public way to one. Opening `/dev/fd/3` instead
    /// would, on Linux, open a regular file anew, at its beginning, and could not open a socket; the foreign
    /// function interface could call `dup2`, but takes longer to start than most commands run.
    private static FileDescriptor inherited(int number) throws ReflectiveOperationException {
        Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        return constructor.newInstance(number);
    }
}
