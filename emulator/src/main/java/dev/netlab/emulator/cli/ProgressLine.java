package dev.netlab.emulator.cli;

import dev.netlab.emulator.lab.PrintableText;
import dev.netlab.emulator.run.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What is under way, on one line of the terminal, once that has taken longer than a second. Where
 * stderr is no terminal, nothing is shown.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter talk;
  private final Thread painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);
  private volatile Supplier<String> what = () -> "";
  private boolean shown;
  private boolean closed;

  private ProgressLine(PrintWriter talk) {
    this.talk = talk;
  }

  static ProgressLine on(PrintWriter talk) {
    ProgressLine line = new ProgressLine(talk);
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
      // Nothing is under way any more.
    }
  }

  private synchronized boolean show(String text, int columns) {
    if (!closed && !text.isEmpty()) {
      String line = PrintableText.of(text) + " ...";
      order(CLEAR);
      talk.print(line.substring(0, Math.min(line.length(), columns - 1)));
      talk.flush();
      shown = true;
    }
    return !closed;
  }

  /** Prints a line that stays. */
  void say(String words) {
    aside(() -> talk.println(words));
  }

  /** Prints something that stays, with the line out of its way. */
  synchronized void aside(Runnable print) {
    clear();
    print.run();
  }

  private void clear() {
    if (shown) {
      order(CLEAR);
      shown = false;
    }
  }

  /** Tells the terminal what to do, which text cannot. */
  private void order(String sequence) {
    talk.flush();
    System.err.print(sequence);
    System.err.flush();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
    painter.interrupt();
  }
}
