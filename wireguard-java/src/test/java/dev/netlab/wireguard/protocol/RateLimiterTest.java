package dev.netlab.wireguard.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import org.junit.jupiter.api.Test;

/** What a source may ask for under load. */
class RateLimiterTest {

  @Test
  void eachSourceHasTwentyASecondAndFiveAtOnce() {
    RateLimiter limiter = new RateLimiter();
    IpAddress four = IpAddress.parse("192.0.2.1");
    IpAddress six = IpAddress.parse("2001:db8::1");
    IpAddress neighbour = IpAddress.parse("2001:db8::ffff:2");
    long now = SECONDS.toNanos(100);
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.allow(four, now)).isTrue();
      assertThat(limiter.allow(i % 2 == 0 ? six : neighbour, now)).isTrue();
    }
    assertThat(limiter.allow(four, now)).isFalse();
    assertThat(limiter.allow(neighbour, now)).as("one bucket a /64").isFalse();
    assertThat(limiter.allow(IpAddress.parse("192.0.2.2"), now)).isTrue();
    assertThat(limiter.allow(IpAddress.parse("2001:db8:0:1::1"), now)).isTrue();
    assertThat(limiter.allow(IpAddress.parse("0:0:c000:201::"), now)).as("no IPv4").isTrue();
    assertThat(limiter.allow(four, now + MILLISECONDS.toNanos(49))).isFalse();
    assertThat(limiter.allow(four, now + MILLISECONDS.toNanos(50))).isTrue();
    int allowed = 0;
    for (int i = 0; i < 1000; i++) {
      allowed += limiter.allow(four, now + SECONDS.toNanos(1) + MILLISECONDS.toNanos(i)) ? 1 : 0;
    }
    assertThat(allowed).isBetween(24, 25);
  }

  @Test
  void theRateLimiterForgetsAndIsBounded() {
    RateLimiter limiter = new RateLimiter();
    long now = SECONDS.toNanos(100);
    for (int i = 0; i < 100_000; i++) {
      limiter.allow(new IpAddress(IpVersion.IPV4, 0, i), now);
    }
    assertThat(limiter.size()).isEqualTo(RateLimiter.SOURCES);
    limiter.allow(new IpAddress(IpVersion.IPV4, 0, 1), now + SECONDS.toNanos(3));
    assertThat(limiter.size()).isEqualTo(1);
  }
}
