package dev.netlab.wireguard.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.protocol.PeerChange;
import dev.netlab.wireguard.protocol.PeerStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UapiSessionTest {
  private static final String KEY = "ab".repeat(32);
  private static final PublicKey PEER = PublicKey.parseHex(KEY);

  private final Recording device = new Recording();

  /** Notes what it is asked to do. */
  private static final class Recording implements Configurable {
    final List<DeviceChange> changes = new ArrayList<>();
    DeviceStatus status = new DeviceStatus(null, 0, 0, List.of());
    @Nullable UapiException refusal;

    @Override
    public DeviceStatus status() {
      return status;
    }

    @Override
    public void apply(List<DeviceChange> wanted) throws UapiException {
      if (refusal != null) {
        throw refusal;
      }
      changes.addAll(wanted);
    }
  }

  private String say(String text) {
    return say(text.getBytes(StandardCharsets.UTF_8));
  }

  private String say(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new UapiSession(new ByteArrayInputStream(bytes), out, device).serve();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void everyKeyOfASetIsUnderstood() {
    String answer =
        say(
            "set=1\nprivate_key="
                + "11".repeat(32)
                + "\nlisten_port=51820\nfwmark=4294967295\nreplace_peers=true\npublic_key="
                + KEY
                + "\nupdate_only=true\nprotocol_version=1\npreshared_key="
                + "22".repeat(32)
                + "\nendpoint=[2001:db8::1]:7\npersistent_keepalive_interval=65535\n"
                + "replace_allowed_ips=true\nallowed_ip=10.0.0.0/8\nallowed_ip=-fd00::/8\n"
                + "public_key="
                + "cd".repeat(32)
                + "\nremove=true\n\n");
    assertThat(answer).isEqualTo("errno=0\n\n");
    assertThat(device.changes)
        .containsExactly(
            new DeviceChange.PrivateKey(Secret.parseHex("11".repeat(32))),
            new DeviceChange.ListenPort(51820),
            new DeviceChange.FirewallMark(-1),
            new DeviceChange.ReplacePeers(),
            new DeviceChange.Peer(
                PEER,
                List.of(
                    new PeerChange.UpdateOnly(),
                    new PeerChange.PresharedKey(Secret.parseHex("22".repeat(32))),
                    new PeerChange.SetEndpoint(Endpoint.parse("[2001:db8::1]:7")),
                    new PeerChange.PersistentKeepalive(65535),
                    new PeerChange.ReplaceAllowedIps(),
                    new PeerChange.AddAllowedIp(IpPrefix.parse("10.0.0.0/8")),
                    new PeerChange.RemoveAllowedIp(IpPrefix.parse("fd00::/8")))),
            new DeviceChange.Peer(
                PublicKey.parseHex("cd".repeat(32)), List.of(new PeerChange.Remove())));
  }

  @Test
  void aGetPrintsEverything() {
    device.status =
        new DeviceStatus(
            Secret.parseHex("11".repeat(32)),
            51820,
            -1,
            List.of(
                new PeerStatus(
                    PEER,
                    Secret.zero(),
                    Endpoint.parse("192.0.2.1:7"),
                    1_700_000_000_000_000_005L,
                    12,
                    34,
                    25,
                    false,
                    0,
                    List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("fd00::/8")))));
    assertThat(say("get=1\n\n"))
        .isEqualTo(
            "private_key="
                + "11".repeat(32)
                + "\nlisten_port=51820\nfwmark=4294967295\npublic_key="
                + KEY
                + "\npreshared_key="
                + "00".repeat(32)
                + "\nprotocol_version=1\nendpoint=192.0.2.1:7\n"
                + "last_handshake_time_sec=1700000000\nlast_handshake_time_nsec=5\n"
                + "tx_bytes=12\nrx_bytes=34\npersistent_keepalive_interval=25\n"
                + "allowed_ip=10.0.0.0/8\nallowed_ip=fd00::/8\nerrno=0\n\n");
  }

  @Test
  void whatAPeerHasNotIsNotPrinted() {
    device.status =
        new DeviceStatus(
            null,
            0,
            0,
            List.of(new PeerStatus(PEER, Secret.zero(), null, 0, 0, 0, 0, false, 0, List.of())));
    assertThat(say("get=1\n\n")).doesNotContain("endpoint", "allowed_ip", "private_key", "null");
  }

  @Test
  void severalOperationsFollowEachOther() {
    assertThat(say("get=1\n\nset=1\nlisten_port=5\n\nget=1\n\n"))
        .isEqualTo("errno=0\n\nerrno=0\n\nerrno=0\n\n");
    assertThat(device.changes).hasSize(1);
  }

  @Test
  void aGetWithMoreIsRefusedWithoutAMinusSign() {
    assertThat(say("get=1\nx\n")).isEqualTo("errno=22\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "private_key=zz",
        "private_key=ABC",
        "listen_port=65536",
        "listen_port=-1",
        "listen_port=",
        "fwmark=4294967296",
        "fwmark=0x1",
        "replace_peers=false",
        "nonsense=1",
        "endpoint=1.2.3.4:5",
        "public_key=12",
        "public_key=" + "ab" + "\nfoo=1",
      })
  void aWrongLineIsRefusedAndNothingIsDone(String line) {
    assertThat(say("set=1\nlisten_port=5\n" + line + "\nfwmark=1\n\n")).isEqualTo("errno=-22\n\n");
    assertThat(device.changes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preshared_key=1",
        "endpoint=localhost:1",
        "persistent_keepalive_interval=65536",
        "allowed_ip=10.0.0.0",
        "allowed_ip=--10.0.0.0/8",
        "remove=1",
        "update_only=no",
        "replace_allowed_ips=",
        "protocol_version=2",
        "listen_port=5",
      })
  void aWrongLineOfAPeerIsRefused(String line) {
    assertThat(say("set=1\npublic_key=" + KEY + "\n" + line + "\n\n")).isEqualTo("errno=-22\n\n");
    assertThat(device.changes).isEmpty();
  }

  @Test
  void aLineWithoutEqualsIsAProtocolError() {
    assertThat(say("set=1\nlisten_port\n\n")).isEqualTo("errno=-71\n\n");
  }

  @Test
  void whatTheDeviceRefusesIsAnswered() {
    device.refusal = new UapiException(UapiException.EADDRINUSE, "taken");
    assertThat(say("set=1\nlisten_port=5\n\n")).isEqualTo("errno=-98\n\n");
  }

  @Test
  void theWrongRequestDoesNotSpoilTheNext() {
    assertThat(say("set=1\nx=1\nlisten_port=4\n\nset=1\nlisten_port=5\n\n"))
        .isEqualTo("errno=-22\n\nerrno=0\n\n");
    assertThat(device.changes).containsExactly(new DeviceChange.ListenPort(5));
  }

  @Test
  void ofARequestThatBreaksOffNothingIsDone() {
    assertThat(say("set=1\nreplace_peers=true\npublic_key=" + KEY + "\n")).isEmpty();
    assertThat(device.changes).isEmpty();
  }

  @Test
  void longLinesAreCutAndRubbishEndsTheConnection() {
    assertThat(say("set=1\n" + "x=".repeat(1_000_000) + "\n\n")).isEqualTo("errno=-22\n\n");
    assertThat(say("hello\n")).isEmpty();
    assertThat(say("")).isEmpty();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] rubbish = new byte[random.nextInt(60)];
      random.nextBytes(rubbish);
      say(rubbish);
      String start = i % 2 == 0 ? "set=1\n" : "set=1\npublic_key=" + KEY + "\n";
      say(start + new String(rubbish, StandardCharsets.ISO_8859_1) + "\n\n");
    }
  }

  @Test
  void aLineWithoutEndTakesNoMemory() throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    InputStream endless = repeated("set=1\n", "fwmark=", 1 << 21);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long before = threads.getCurrentThreadAllocatedBytes();
    new UapiSession(endless, out, device).serve();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("errno=-22\n\n");
  }

  @Test
  void aRequestWithoutEndIsRefused() throws IOException {
    String start = "set=1\npublic_key=" + KEY + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream lines = repeated(start, "protocol_version=1\n", UapiSession.MOST_LINES);
    new UapiSession(lines, out, device).serve();
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("errno=-22\n\n");
    assertThat(device.changes).isEmpty();
  }

  /** {@code then} as often as said, a multiple of 64, and the end of the request. */
  private static InputStream repeated(String start, String then, int times) {
    byte[] block = then.repeat(times / 64).getBytes(StandardCharsets.US_ASCII);
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)));
    for (int i = 0; i < 64; i++) {
      parts.add(new ByteArrayInputStream(block));
    }
    parts.add(new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.US_ASCII)));
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
