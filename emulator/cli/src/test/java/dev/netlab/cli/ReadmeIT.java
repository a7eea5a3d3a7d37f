package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's tour, as somebody would type it: one shell runs every command, in a {@code /run} of
 * its own, so that the labs' own names are free.
 */
class ReadmeIT {
  @TempDir private Path folder;

  @Test
  void theTourShowsWhatIsPrinted() throws IOException, InterruptedException {
    String readme = Files.readString(ReadmeTest.TOP.resolve("README.md"));
    String yaml = readme.substring(readme.indexOf("```yaml\n") + 8);
    Files.writeString(folder.resolve("far-away.yaml"), yaml.substring(0, yaml.indexOf("```")));
    Path netlab = Files.createDirectory(folder.resolve("bin")).resolve("netlab");
    Path labs = ReadmeTest.TOP.resolve("labs").toRealPath();
    String java =
        JvmCommand.command(
                List.of("-XX:TieredStopAtLevel=1", "-Dnetlab.labs=" + labs), Main.class, List.of())
            .stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(netlab, "#!/bin/sh\nexec " + java + " \"$@\"\n");
    Files.setPosixFilePermissions(netlab, PosixFilePermissions.fromString("rwxr-xr-x"));

    List<ReadmeTest.Typed> tour = ReadmeTest.Typed.all(readme);
    run(script(tour));

    assertThat(tour).hasSizeGreaterThan(12);
    String file = Files.readString(labs.resolve("liqo-two-clusters/lab.yaml"));
    for (int i = 0; i < tour.size(); i++) {
      ReadmeTest.Typed typed = tour.get(i);
      String printed = shape(Files.readString(folder.resolve(i + ".out")), file);
      int from = 0;
      for (String line : typed.shown()) {
        int at = printed.indexOf(shape(line, file), from);
        assertThat(at)
            .as("%s prints, in this order:%n%s%n%s", typed.line(), line, printed)
            .isNotNegative();
        from = at + 1;
      }
    }
  }

  private static List<String> script(List<ReadmeTest.Typed> tour) {
    List<String> script = new ArrayList<>(List.of("mount -t tmpfs tmpfs /run || exit 1"));
    for (int i = 0; i < tour.size(); i++) {
      String line = tour.get(i).line();
      script.add(
          line.endsWith("&")
              ? ": >%d.out; %s".formatted(i, line)
              : "{ %s; } >%d.out 2>&1 </dev/null || echo \"exit status $?\" >>%d.out"
                  .formatted(line, i, i));
    }
    return script;
  }

  private void run(List<String> script) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("unshare", "-m", "bash", "-c", String.join("\n", script))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("talk").toFile());
    shell
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, own) -> own + ":" + old);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static final String ADDRESS = "[0-9]+(\\.[0-9]+){3}";

  /**
   * Without what is another one each time: keys, MACs, numbers, how much was transferred, blanks;
   * and by whom links are impaired. The lab file's ports and identifiers are no such numbers, nor
   * is an address.
   */
  private static String shape(String text, String labFile) {
    String kept =
        text.replaceAll("\\(a wire of netlab's\\)|\\(the kernel's netem\\)", "(impaired)")
            .replaceAll("([0-9a-f]{2}:){5}[0-9a-f]{2}", "MAC")
            .replaceAll("0x[0-9a-f]+", "#")
            .replaceAll("[A-Za-z0-9+/]{43}=", "KEY")
            .replaceAll("[0-9]+ seconds? ago|Now", "AGO")
            .replaceAll("[0-9.]+ (B|KiB)", "# B")
            .replaceAll("(REACHABLE|DELAY|STALE|PERMANENT|PROBE)", "STATE");
    return Pattern.compile(ADDRESS + "|[0-9]+(\\.[0-9]+)?")
        .matcher(kept)
        .replaceAll(
            found ->
                found.group().matches(ADDRESS)
                        || (found.group().length() > 3 && labFile.contains(found.group()))
                    ? found.group()
                    : "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
