package dev.netlab.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> woken = new ArrayList<>();

  @Test
  void endsTheWorkThatHeedsItAndNoOther() {
    cancellation.cancel();
    Cancellation.current().check();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(
            () ->
                cancellation.call(
                    () -> {
                      Cancellation.current().check();
                      return "went on";
                    }));
  }

  @Test
  void whatUndoesIsNotCutShort() {
    cancellation.cancel();
    String done =
        cancellation.call(
            () ->
                Cancellation.shielded(
                    () -> {
                      Cancellation.current().check();
                      return "undone";
                    }));
    assertThat(done).isEqualTo("undone");
  }

  @Test
  void wakesWhatWaitsNowAndWhatComesToWaitLater() {
    cancellation.onCancel(() -> woken.add("left before")).close();
    cancellation.onCancel(() -> woken.add("waits"));
    assertThat(woken).isEmpty();
    cancellation.cancel();
    assertThat(woken).containsExactly("waits");
    cancellation.onCancel(() -> woken.add("came later"));
    assertThat(woken).containsExactly("waits", "came later");
  }

  @Test
  void whatIsSettledStays() {
    cancellation.settle();
    assertThat(cancellation.want()).as("too late").isFalse();
    cancellation.check();
  }

  @Test
  void whatWasCancelledIsNotSettled() {
    cancellation.cancel();
    assertThatExceptionOfType(CancelledException.class).isThrownBy(cancellation::settle);
  }
}
