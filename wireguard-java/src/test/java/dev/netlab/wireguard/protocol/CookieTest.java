package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Network.ipv4;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.ip.Endpoint;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cookies: who has one, and for how long (whitepaper section 5.4.7). */
class CookieTest {
  private static final byte[] PACKET = ipv4("10.0.0.1", "10.0.0.2", 84);

  private final Network net = new Network();

  @Test
  void aCookieIsForOneAddressAndPort() {
    net.send(net.a, PACKET);
    byte[] initiation = net.log.getFirst().bytes();
    Cookies.Checker checker = new Cookies.Checker(net.b.publicKey, net.b.state.random);
    Cookies.Generator generator = new Cookies.Generator(net.b.publicKey);
    generator.addMacs(initiation, net.now);
    assertThat(checker.checkMac1(initiation)).isTrue();
    assertThat(checker.checkMac2(initiation, net.a.address, net.now)).isFalse();
    byte[] reply = checker.reply(initiation, net.a.address, net.now);
    assertThat(generator.consume(reply, net.now)).isTrue();
    assertThat(generator.consume(reply, net.now)).as("one reply a mac1").isFalse();
    generator.addMacs(initiation, net.now);
    assertThat(checker.checkMac2(initiation, net.a.address, net.now)).isTrue();
    assertThat(checker.checkMac2(initiation, Endpoint.parse("192.0.2.1:1001"), net.now)).isFalse();
    assertThat(checker.checkMac2(initiation, Endpoint.parse("192.0.2.3:1000"), net.now)).isFalse();
    long old = net.now + SECONDS.toNanos(120);
    assertThat(checker.checkMac2(initiation, net.a.address, old - 1)).isTrue();
    assertThat(checker.checkMac2(initiation, net.a.address, old)).isFalse();
    Arrays.fill(initiation, 132, 148, (byte) 0);
    generator.addMacs(initiation, old);
    byte[] mac2 = Arrays.copyOfRange(initiation, 132, 148);
    assertThat(mac2).as("a cookie of 120 seconds is not used").containsOnly(0);
  }

  @Test
  void aCookieReplyThatNobodyAskedForChangesNothing() {
    net.send(net.a, PACKET);
    Cookies.Generator generator = new Cookies.Generator(net.b.publicKey);
    byte[] initiation = net.log.getFirst().bytes().clone();
    Cookies.Checker other = new Cookies.Checker(net.a.publicKey, net.a.state.random);
    byte[] reply = other.reply(initiation, net.a.address, net.now);
    assertThat(generator.consume(reply, net.now)).isFalse();
    generator.addMacs(initiation, net.now);
    assertThat(generator.consume(reply, net.now)).isFalse();
  }

  @Test
  void theSecretIsAnotherEvery120Seconds() {
    net.send(net.a, PACKET);
    byte[] initiation = net.log.getFirst().bytes();
    Cookies.Checker checker = new Cookies.Checker(net.b.publicKey, net.b.state.random);
    byte[] first = mac2(checker, initiation, net.now);
    long later = net.now + SECONDS.toNanos(120);
    assertThat(mac2(checker, initiation, later - 1)).isEqualTo(first);
    assertThat(mac2(checker, initiation, later)).isNotEqualTo(first);
    assertThat(checker.checkMac2(initiation, net.a.address, later)).isTrue();
  }

  /** Asks for a cookie and puts the message's second MAC under it. */
  private byte[] mac2(Cookies.Checker checker, byte[] message, long now) {
    Cookies.Generator generator = new Cookies.Generator(net.b.publicKey);
    generator.addMacs(message, now);
    assertThat(generator.consume(checker.reply(message, net.a.address, now), now)).isTrue();
    generator.addMacs(message, now);
    return Arrays.copyOfRange(message, message.length - 16, message.length);
  }
}
