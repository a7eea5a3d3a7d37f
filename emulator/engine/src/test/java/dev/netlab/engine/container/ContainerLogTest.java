package dev.netlab.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
  @TempDir private Path folder = Path.of("");

  private static ByteArrayInputStream lines(int from, int to) {
    String text =
        IntStream.range(from, to).mapToObj("line %d\n"::formatted).collect(Collectors.joining());
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsWhatWasPrintedAsItWasPrinted() throws IOException {
    ContainerLog log = new ContainerLog(folder.resolve("log"));
    assertThat(log.last(5)).isEmpty();
    log.takeAll(lines(0, 3));
    log.takeAll(lines(3, 5));
    assertThat(Files.readString(log.file())).isEqualTo("line 0\nline 1\nline 2\nline 3\nline 4\n");
    assertThat(log.last(2)).containsExactly("line 3", "line 4");
    assertThat(log.before()).doesNotExist();
  }

  @Test
  void takesAllThatComesAlsoWhereItCannotBeKept() throws IOException {
    ByteArrayInputStream printed = lines(0, 10_000);
    new ContainerLog(Files.createFile(folder.resolve("file")).resolve("log")).takeAll(printed);
    assertThat(printed.available()).isZero();
  }

  @Test
  void keepsAMebibyteAtMostAndTheLast() throws IOException {
    ContainerLog log = new ContainerLog(folder.resolve("log"));
    int count = 300_000;
    log.takeAll(lines(0, count));
    assertThat(Files.size(log.file()) + Files.size(log.before())).isBetween(512L << 10, 1L << 20);
    assertThat(log.last(1)).containsExactly("line " + (count - 1));
    String joined = Files.readString(log.before()) + Files.readString(log.file());
    assertThat(joined).contains("line 299000\nline 299001\n").endsWith("line 299999\n");
  }
}
