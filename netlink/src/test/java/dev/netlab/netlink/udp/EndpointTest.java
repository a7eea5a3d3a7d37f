package dev.netlab.netlink.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 51820, 0, ca6cc0000201 0000000000000000, 192.0.2.1:51820",
    "255.255.255.255, 1, 0, 0001ffffffff0000000000000000, 255.255.255.255:1",
    "fe80::1, 65535, 3, ffff00000000fe8000000000000000000000000000010300"
        + "0000,"
        + " [fe80::1%3]:65535",
  })
  void isTheKernelsSocketAddress(String address, int port, int scope, String hex, String text) {
    UdpEndpoint endpoint = new UdpEndpoint(IpAddress.parse(address), port, scope);
    ByteBuffer buffer = Memory.allocate(32);
    endpoint.write(buffer, 0);
    byte[] bytes = new byte[endpoint.family().addressSize];
    buffer.get(0, bytes);
    assertThat(buffer.getShort(0)).isEqualTo((short) endpoint.family().domain);
    assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(HexFormat.of().formatHex(bytes, 2, bytes.length)).isEqualTo(hex.replace(" ", ""));
    assertThat(UdpEndpoint.read(endpoint.family(), buffer, 0)).isEqualTo(endpoint);
    assertThat(endpoint.isAt(buffer, 0)).isTrue();
    assertThat(new UdpEndpoint(endpoint.address(), port ^ 1, scope).isAt(buffer, 0)).isFalse();
    assertThat(endpoint).hasToString(text);
  }
}
