package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** With a clock that the test moves, in microseconds. */
class HandshakeShareTest {
  private long micros;
  private final HandshakeBudget share = new HandshakeBudget(() -> micros * 1000);

  /** A turn with data, and as many handshakes as there is time for; what these took. */
  private long turn(long data, long handshake) {
    share.begin();
    share.data();
    micros += data;
    long begin = micros;
    while (share.hasTime()) {
      share.spend(() -> micros += handshake);
    }
    return micros - begin;
  }

  private double partOfTime(int turns, long data, long handshake) {
    long begin = micros;
    long taken = 0;
    for (int i = 0; i < turns; i++) {
      taken += turn(data, handshake);
    }
    return (double) taken / (micros - begin);
  }

  @Test
  void handshakesHaveAnEighthOfTheTimeBesideData() {
    turn(100, 10); // takes what was saved up
    assertThat(partOfTime(10_000, 100, 10)).isCloseTo(0.125, within(0.001));
    assertThat(partOfTime(10_000, 20, 300)).isCloseTo(0.125, within(0.001));
  }

  @Test
  void aBurstOfTwoMillisecondsIsSavedUp() {
    assertThat(turn(100, 10)).isEqualTo(2000);
    micros += 1_000_000;
    assertThat(turn(100, 10)).isEqualTo(2000);
  }

  @Test
  void ofALongOneNoMoreThanTwoMillisecondsAreOwed() {
    turn(0, 16_000); // and an eighth of it is earned
    share.begin();
    share.data();
    assertThat(share.hasTime()).isFalse();
    micros += 8;
    share.begin();
    assertThat(share.hasTime()).isTrue();
  }

  @Test
  void withoutDataForTenMillisecondsAllTheTimeIsTheirs() {
    share.begin();
    share.data();
    share.spend(() -> micros = 9_999);
    share.begin();
    assertThat(share.hasTime()).isFalse();
    micros = 10_000;
    share.begin();
    for (int i = 0; i < 100; i++) {
      assertThat(share.hasTime()).isTrue();
      share.spend(() -> micros += 1000);
    }
  }
}
