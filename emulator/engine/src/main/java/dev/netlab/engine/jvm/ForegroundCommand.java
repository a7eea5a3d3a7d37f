package dev.netlab.engine.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A command that runs to its end, or is ended together with everything that it started. */
public final class ForegroundCommand {
  private final ProcessBuilder command;
  private final OutputStream printed;

  /**
   * @param command the command whose stdout is copied
   * @param printed receives the output as it comes, on another thread
   */
  public ForegroundCommand(ProcessBuilder command, OutputStream printed) {
    this.command = command;
    this.printed = printed;
  }

  /**
   * Runs the command. A {@link Cancellation} ends the command and does not make this method throw.
   *
   * @param ending how the command is ended in that case
   * @return its exit status; empty if the work was cancelled before the command was started
   * @throws IOException if the command cannot be started, or its output cannot be written
   */
  public Optional<Integer> run(ProcessEnd ending) throws IOException {
    Cancellation cancellation = Cancellation.current();
    if (cancellation.isWanted()) {
      return Optional.empty();
    }
    Process process = command.start();
    // A process that it left running may hold its stdout open forever.
    CompletableFuture<Void> copied = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("output of a command").start(() -> copy(process, copied));
    try (var _ =
        cancellation.onCancel(
            () -> {
              ending.end(process);
              copied.complete(null);
            })) {
      copied.join();
      return Optional.of(process.waitFor());
    } catch (CompletionException e) {
      ProcessEnd.KILLED.end(process);
      if (e.getCause() instanceof UncheckedIOException cannotTake) {
        throw cannotTake.getCause();
      }
      throw e.getCause() instanceof RuntimeException other ? other : e;
    } catch (InterruptedException e) {
      ProcessEnd.KILLED.end(process);
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while running " + command.command().getLast(), e);
    }
  }

  private void copy(Process process, CompletableFuture<Void> copied) {
    try (InputStream output = process.getInputStream()) {
      byte[] buffer = new byte[8192];
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        printed.write(buffer, 0, n);
        printed.flush();
      }
      copied.complete(null);
    } catch (IOException e) {
      copied.completeExceptionally(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      copied.completeExceptionally(e);
    }
  }
}
