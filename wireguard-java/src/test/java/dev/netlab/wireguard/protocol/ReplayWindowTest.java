package dev.netlab.wireguard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** RFC 6479, with a window of 8128. */
class ReplayWindowTest {
  private final ReplayWindow window = new ReplayWindow();

  @Test
  void eachCounterIsAcceptedOnce() {
    assertThat(window.accept(0)).isTrue();
    assertThat(window.accept(0)).isFalse();
    assertThat(window.accept(5)).isTrue();
    assertThat(window.accept(3)).isTrue();
    assertThat(window.accept(3)).isFalse();
  }

  @Test
  void theWindowReaches8128Back() {
    assertThat(window.accept(20_000)).isTrue();
    assertThat(window.mayAccept(20_000 - 8128)).isTrue();
    assertThat(window.mayAccept(20_000 - 8129)).isFalse();
    assertThat(window.accept(20_000 - 8128)).isTrue();
    assertThat(window.accept(20_000 - 8128)).isFalse();
  }

  @Test
  void aJumpForgetsWhatWasSeenAndNothingElse() {
    for (long i = 0; i < 8192; i++) {
      assertThat(window.accept(i)).isTrue();
    }
    assertThat(window.accept(8191 + 64)).isTrue();
    assertThat(window.accept(8191)).isFalse();
    assertThat(window.accept(8191 + 63)).isTrue();
    assertThat(window.accept(1L << 40)).isTrue();
    assertThat(window.accept((1L << 40) - 8128)).isTrue();
    assertThat(window.accept(8191 + 65)).isFalse();
  }

  @Test
  void countersEndAt2To64Less2To13Less1() {
    assertThat(Limits.REJECT_AFTER_MESSAGES).isEqualTo(0xffff_ffff_ffff_dfffL);
    assertThat(window.accept(Limits.REJECT_AFTER_MESSAGES)).isFalse();
    assertThat(window.accept(-1)).isFalse();
    assertThat(window.accept(Limits.REJECT_AFTER_MESSAGES - 1)).isTrue();
    assertThat(window.accept(Limits.REJECT_AFTER_MESSAGES - 1)).isFalse();
    assertThat(window.accept(Limits.REJECT_AFTER_MESSAGES - 2)).isTrue();
    assertThat(window.accept(1)).isFalse();
  }

  @Test
  void agreesWithASetOfAllThatWasSeen() {
    Random random = new Random(1);
    TreeSet<Long> seen = new TreeSet<>();
    long base = 0;
    for (int i = 0; i < 200_000; i++) {
      base += random.nextInt(3) == 0 ? random.nextInt(100) : 0;
      long counter = Math.max(0, base - random.nextInt(9000));
      long greatest = seen.isEmpty() ? 0 : seen.last();
      boolean expected = greatest - counter <= 8128 && seen.add(counter);
      assertThat(window.accept(counter)).as("%s after %s", counter, greatest).isEqualTo(expected);
    }
  }
}
