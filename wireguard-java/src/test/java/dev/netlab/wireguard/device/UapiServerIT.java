package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.unix.SocketPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to a device, for how long, and by what path. */
@Timeout(60) // a connection that is not ended says nothing for ever
class UapiServerIT {
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension final Made made = new Made();
  @TempDir Path folder;
  private Host host;

  @BeforeEach
  void make() {
    host = made.later(Host.make("u"));
  }

  private void start(Path socket, Duration patience) {
    DeviceOptions options = DeviceOptions.of("wg0", host.namespace, socket).withPatience(patience);
    made.later(WireGuardDevice.start(options));
  }

  private SocketChannel connect(Path socket) throws IOException {
    return made.later(SocketPath.use(socket, SocketChannel::open));
  }

  private static void say(SocketChannel connection, String words) throws IOException {
    connection.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
  }

  private static int hear(SocketChannel connection) throws IOException {
    return connection.read(ByteBuffer.allocate(100));
  }

  @Test
  void whoSaidNothingForLongestMakesRoomForAnother() throws IOException {
    Path socket = host.socket("wg0");
    start(socket, LONG);
    SocketChannel first = connect(socket);
    for (int i = 0; i < UapiServer.CONNECTIONS - 1; i++) {
      SocketChannel idle = connect(socket);
      say(idle, "get=1\n\n");
      assertThat(hear(idle)).isPositive();
    }
    say(first, "get=1\n\n");
    assertThat(hear(first)).isPositive();
    assertThat(host.run("wg show wg0")).contains("interface: wg0");
    say(first, "get=1\n\n");
    assertThat(hear(first)).as("the last that spoke is served on").isPositive();
  }

  @Test
  void requestsThatAreNotSaidToTheirEndKeepNobodyOut() throws IOException {
    Path socket = host.socket("wg0");
    start(socket, LONG);
    for (int i = 0; i < UapiServer.CONNECTIONS; i++) {
      say(connect(socket), "set=1\nlisten_port=");
    }
    assertThat(host.run("wg show wg0")).contains("interface: wg0");
  }

  @Test
  void aRequestThatIsNotSaidToItsEndIsEnded() throws IOException {
    Path socket = host.socket("wg0");
    start(socket, Duration.ofMillis(100));
    SocketChannel idle = connect(socket);
    SocketChannel slow = connect(socket);
    say(slow, "set=1\nlisten_port=7777\n");
    assertThat(hear(slow)).as("ended").isEqualTo(-1);
    say(idle, "get=1\n\n");
    assertThat(hear(idle)).as("one that has begun nothing is not").isPositive();
    assertThat(host.run("wg show wg0 listen-port").strip()).isEqualTo("0");
  }

  @Test
  void thePathMayBeLongerThanASocketsAddress() throws IOException {
    Path deep = folder.resolve("l".repeat(60)).resolve("n".repeat(60)).resolve("wireguard");
    Path socket = deep.resolve("interface-of-15.sock");
    start(socket, LONG);
    SocketChannel connection = connect(socket);
    say(connection, "get=1\n\n");
    assertThat(hear(connection)).isPositive();
    assertThat(deep.toFile().list()).containsExactly("interface-of-15.sock");
  }
}
