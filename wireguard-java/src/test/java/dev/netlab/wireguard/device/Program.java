package dev.netlab.wireguard.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Our program as a process, with an interface {@code wg0}. */
record Program(Process process) implements AutoCloseable {
  static final String MAIN = "dev.netlab.wireguard.main.Main";

  static Program start(Host host, String... jvmOptions) {
    String[] options = Shell.words(List.of(jvmOptions), MAIN, "wg0").toArray(String[]::new);
    Process process = Shell.start(java(host, options));
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Files.exists(host.socket("wg0")) || !process.isAlive());
    return new Program(process);
  }

  /** A command for this Java and class path. */
  static List<String> java(Host host, String... arguments) {
    return Shell.words(
        host.command(
            // A shell has what it starts in the background ignore SIGINT, and so the JVM would.
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path")),
        arguments);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The most memory it had so far (VmHWM of proc(5)). */
  long peakMebibytes() throws IOException {
    String peak =
        Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(peak.replaceAll("[^0-9]", "")) / 1024;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
