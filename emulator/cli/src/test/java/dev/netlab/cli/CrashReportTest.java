package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.FatalThreads;
import dev.netlab.engine.jvm.GracefulExit;
import dev.netlab.engine.jvm.JvmCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What netlab does not expect is told in a line, and with its stack trace in a file. */
class CrashReportTest {
  private static final Pattern FILE = Pattern.compile("(/\\S*netlab-bug-\\S*\\.txt)");

  @TempDir private Path folder;
  private final CrashReport bug = new CrashReport("show", "my-lab");
  private String said = "";

  @AfterEach
  void removeTheFile() throws IOException {
    Matcher file = FILE.matcher(said);
    while (file.find()) {
      Files.deleteIfExists(Path.of(file.group(1)));
    }
  }

  private int status(IntSupplier program) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      return Main.status(bug, program);
    } finally {
      System.setErr(before);
      said = printed.toString(StandardCharsets.UTF_8);
    }
  }

  private void assertToldOnceWith(String trace) throws IOException {
    assertThat(said.lines()).as(said).hasSize(1);
    assertThat(said).contains("a bug in netlab: 'netlab show my-lab' failed");
    Matcher found = FILE.matcher(said);
    assertThat(found.find()).as(said).isTrue();
    Path file = Path.of(found.group(1));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file).content().contains(VersionCommand.line(), "netlab show my-lab", trace);
  }

  private static <T extends Throwable> int fail(Throwable failure) throws T {
    @SuppressWarnings("unchecked")
    T any = (T) failure;
    throw any;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        NullPointerException.class,
        AssertionError.class,
        StackOverflowError.class
      })
  void whatIsNotExpectedIsALineAndAFile(Class<? extends Throwable> kind) throws Exception {
    Throwable failure = kind.getConstructor().newInstance();
    assertThat(status(() -> CrashReportTest.<RuntimeException>fail(failure))).isEqualTo(70);
    assertToldOnceWith("\tat " + CrashReportTest.class.getName());
  }

  @Test
  void theMessageOfABugIsItsFirstLine() throws IOException {
    status(() -> CrashReportTest.<RuntimeException>fail(new AssertionError("first\n\tat second")));
    assertThat(said).contains("java.lang.AssertionError: first;");
    assertToldOnceWith("\tat second");
  }

  @Test
  void whatAVerbThrowsIsToldTheSame() throws IOException {
    CommandLine line =
        Main.commandLine(Verbs.of("show"), OutputStream.nullOutputStream(), System.err);
    CommandLine.ParseResult parsed = line.parseArgs("show", "my-lab");
    Exception failure = new IllegalStateException("odd");
    assertThat(status(() -> new Failures().handleExecutionException(failure, line, parsed)))
        .isEqualTo(70);
    assertToldOnceWith("java.lang.IllegalStateException: odd");
  }

  @Test
  void tooLittleMemoryIsNoBug() {
    OutOfMemoryError failure = new OutOfMemoryError("Java heap space");
    assertThat(status(() -> CrashReportTest.<RuntimeException>fail(failure))).isEqualTo(3);
    assertThat(said.lines()).hasSize(1);
    assertThat(said)
        .contains((Runtime.getRuntime().maxMemory() >> 20) + " MB", "JAVA_TOOL_OPTIONS=-Xmx2g")
        .doesNotContain("bug");
  }

  /** A verb that waits for a thread of its own, which dies. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String... arguments) throws Exception {
      CrashReport bug = new CrashReport("show", "my-lab");
      FatalThreads.endWith((thread, death) -> Main.died(bug, thread, death));
      PrintWriter talk = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      int own = new GracefulRun(talk, "nothing is left of it").run(Waiting::call);
      System.exit(GracefulExit.status(own));
    }

    private static int call() throws InterruptedException {
      CountDownLatch woken = new CountDownLatch(1);
      try (var _ = Cancellation.current().onCancel(woken::countDown)) {
        Thread.ofPlatform()
            .name("listener")
            .start(
                () -> CrashReportTest.<RuntimeException>fail(new AssertionError("heard nothing")));
        woken.await();
      }
      Cancellation.current().check();
      return 0;
    }
  }

  @Test
  void aThreadThatDiesEndsItsVerbInGoodOrder() throws Exception {
    Path printed = folder.resolve("printed");
    Process process =
        new ProcessBuilder(
                JvmCommand.command(List.of("-XX:TieredStopAtLevel=1"), Waiting.class, List.of()))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    said = Files.readString(printed);
    assertThat(process.exitValue()).isEqualTo(70);
    List<String> lines = said.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast())
        .isEqualTo("netlab: ended by the death of thread 'listener'; nothing was changed");
    said = lines.getFirst();
    assertThat(said).contains("in thread 'listener': java.lang.AssertionError: heard nothing");
    assertToldOnceWith("\tat " + CrashReportTest.class.getName());
  }
}
