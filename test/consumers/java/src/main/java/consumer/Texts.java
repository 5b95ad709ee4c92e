package consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class Texts {
    private Texts() {}

    /** What is in a file of the application. */
    static String text(String name) {
        try {
            return Files.readString(Path.of("files", name));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
