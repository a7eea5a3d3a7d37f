package dev.netlab.netlink.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AcceptLoopTest {
  private final Queue<Object> outcomes = new ArrayDeque<>();
  private final List<String> served = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private String accept() throws IOException {
    Object outcome = outcomes.remove();
    if (outcome instanceof IOException failure) {
      throw failure;
    }
    return (String) outcome;
  }

  private void run(Object... all) {
    outcomes.addAll(List.of(all));
    AcceptLoop.run(this::accept, served::add, problems::add);
  }

  @Test
  void itEndsWhenTheSocketIsClosed() {
    run("one", new ClosedChannelException(), "two");
    assertThat(served).containsExactly("one");
    assertThat(problems).isEmpty();
  }

  @Test
  void itGoesOnWhateverTheMachineRunsOutOf() {
    run(
        new IOException("Too many open files"),
        new IOException("Too many open files"),
        "one",
        new IOException("Cannot allocate memory"),
        "two",
        new ClosedChannelException());
    assertThat(served).containsExactly("one", "two");
    assertThat(problems)
        .containsExactly(
            "cannot accept connections: Too many open files",
            "cannot accept connections: Cannot allocate memory");
  }

  /** It was not there to be accepted at once: whoever gives back descriptors must get a turn. */
  @Test
  void itDoesNotSpin() {
    long start = System.nanoTime();
    run(
        new IOException("Too many open files"),
        new IOException("Too many open files"),
        new IOException("Too many open files"),
        new ClosedChannelException());
    assertThat(System.nanoTime() - start).isGreaterThan(100_000_000L);
  }
}
