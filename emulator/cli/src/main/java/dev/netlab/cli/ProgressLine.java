package dev.netlab.cli;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.lab.PrintableText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Shows what is in progress, on one line of the terminal, once that has taken longer than a second.
 * If stderr is not a terminal, nothing is shown.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter talk;
  private final PrintStream terminal;
  private final Thread painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);
  private volatile Supplier<String> what = () -> "";
  private boolean shown;
  private boolean lineIsOpen;
  private boolean closed;

  private ProgressLine(PrintWriter talk, PrintStream terminal) {
    this.talk = talk;
    this.terminal = terminal;
  }

  static ProgressLine on(PrintWriter talk) {
    return on(talk, System.err);
  }

  /**
   * A progress line among the messages.
   *
   * @param terminal the terminal that shows the messages, for control sequences, which other text
   *     must not contain
   */
  static ProgressLine on(PrintWriter talk, PrintStream terminal) {
    ProgressLine line = new ProgressLine(talk, terminal);
    line.painter.start();
    return line;
  }

  @Override
  public void begins(String now) {
    what = () -> now;
  }

  @Override
  public void awaits(Supplier<String> now) {
    what = now;
  }

  @Override
  public void done(String step) {}

  private void run() {
    try {
      Thread.sleep(PATIENCE);
      OptionalInt columns = Terminal.talkColumns();
      while (columns.isPresent()) {
        if (!show(what.get(), columns.getAsInt())) {
          return;
        }
        Thread.sleep(BETWEEN);
        columns = Terminal.talkColumns();
      }
    } catch (InterruptedException closed) {
      // Nothing is in progress any more.
    }
  }

  synchronized boolean show(String text, int columns) {
    if (!closed && !text.isEmpty()) {
      if (lineIsOpen) {
        talk.println();
        lineIsOpen = false;
      }
      String line = PrintableText.of(text) + " ...";
      order(CLEAR);
      talk.print(line.substring(0, Math.min(line.length(), columns - 1)));
      talk.flush();
      shown = true;
    }
    return !closed;
  }

  /** Prints a line that stays. */
  void show(String words) {
    aside(() -> talk.println(words));
  }

  /** Prints something that stays, and removes the progress line first. */
  synchronized void aside(Runnable print) {
    clear();
    print.run();
  }

  /**
   * Wraps the output of a command that prints on the same terminal. From the output's first byte
   * on, no progress is shown until another stage begins. A line that the command leaves unfinished
   * stays.
   */
  OutputStream around(OutputStream printed) {
    return new FilterOutputStream(printed) {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        synchronized (ProgressLine.this) {
          what = () -> "";
          clear();
          out.write(bytes, from, count);
          lineIsOpen = count > 0 ? bytes[from + count - 1] != '\n' : lineIsOpen;
        }
      }
    };
  }

  private void clear() {
    if (shown) {
      order(CLEAR);
      shown = false;
    }
  }

  /** Sends a control sequence to the terminal, which {@code talk} would not pass on. */
  private void order(String sequence) {
    talk.flush();
    terminal.print(sequence);
    terminal.flush();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
    painter.interrupt();
  }
}
