package dev.netlab.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.netlab.netlink.KernelException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are those of a little-endian machine. */
class MessageTest {
  static Stream<Arguments> writes() {
    return Stream.of(
        bytes("u8", w -> w.u8(1, 0xfe), "05000100 fe000000"),
        bytes("u16", w -> w.u16(2, 0x1234), "06000200 34120000"),
        bytes("u32", w -> w.u32(3, 0x12345678), "08000300 78563412"),
        bytes("u64", w -> w.u64(4, 0x0102030405060708L), "0c000400 0807060504030201"),
        bytes("be16", w -> w.be16(5, 0x1234), "06000500 12340000"),
        bytes("be32", w -> w.be32(6, 0x12345678), "08000600 12345678"),
        bytes("be64", w -> w.be64(7, 0x0102030405060708L), "0c000700 0102030405060708"),
        bytes("text has a NUL", w -> w.string(3, "eth0"), "09000300 65746830 00000000"),
        bytes("a flag is empty", w -> w.flag(9), "04000900"),
        bytes("IPv4", w -> w.address(1, InetAddress.ofLiteral("10.1.2.3")), "08000100 0a010203"),
        bytes(
            "a nest counts its padded content and is marked",
            w -> w.nest(18, n -> n.string(1, "veth").u8(2, 1)),
            "18001280 09000100 76657468 00000000 05000200 01000000"),
        bytes(
            "a header inside a nest",
            w -> w.nest(1, n -> n.header8(0).header8(0).header16(0).header32(7).u8(2, 1)),
            "14000180 00000000 07000000 05000200 01000000"),
        bytes(
            "a header that is not a multiple of four is padded",
            w -> w.header8(2).u8(1, 1),
            "02000000 05000100 01000000"));
  }

  private static Arguments bytes(String name, Consumer<MessageWriter> write, String hex) {
    return arguments(name, write, hex);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void writesBytes(String name, Consumer<MessageWriter> write, String hex) {
    MessageWriter writer = new MessageWriter(16, 0);
    write.accept(writer);
    assertThat(hex(writer.message().body())).as(name).isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void aMessageTravelsWithHeaderAndPadding() {
    Message message = new MessageWriter(16, Netlink.NLM_F_CREATE).header8(5).message();
    ByteBuffer wire = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    message.write(wire, message.flags() | Netlink.NLM_F_REQUEST, 9);
    assertThat(hex(wire.flip()))
        .isEqualTo("11000000 1000 0104 09000000 00000000 05000000".replace(" ", ""));
    assertThat(message.size()).isEqualTo(20);
  }

  @Test
  void attributesAreReadAsWhatTheyAre() {
    Attributes read =
        new MessageWriter(16, 0)
            .header32(0)
            .u8(1, 200)
            .u16(2, 60000)
            .u32(3, -5)
            .u64(4, 1L << 40)
            .be16(5, 4789)
            .be32(6, 0xdeadbeef)
            .be64(7, 1L << 50)
            .string(8, "cali")
            .nest(9, n -> n.u8(1, 1).u8(2, 2))
            .bytes(777, new byte[] {1, 2, 3})
            .message()
            .attributes(4);
    assertThat(read.u8(1, 0)).isEqualTo(200);
    assertThat(read.u16(2, 0)).isEqualTo(60000);
    assertThat(read.u32(3, 0)).isEqualTo(-5);
    assertThat(read.u64(4, 0)).isEqualTo(1L << 40);
    assertThat(read.be16(5, 0)).isEqualTo(4789);
    assertThat(read.be32(6, 0)).isEqualTo(0xdeadbeef);
    assertThat(read.all().get(6).be64()).isEqualTo(1L << 50);
    assertThat(read.string(8, "")).isEqualTo("cali");
    assertThat(read.nest(9).u8(2, 0)).isEqualTo(2);
    assertThat(read.all().getLast().bytes()).as("unknown is kept").containsExactly(1, 2, 3);
    assertThat(read.u32(1000, 42)).as("absent").isEqualTo(42);
  }

  @Test
  void severalMessagesComeInOneDatagram() {
    ByteBuffer wire = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    new MessageWriter(16, 0).header8(1).message().write(wire, 2, 1);
    new MessageWriter(17, 0).header32(7).message().write(wire, 2, 2);
    List<Message> messages = Message.readAll(wire.flip());
    assertThat(messages).extracting(Message::type).containsExactly(16, 17);
    assertThat(messages).extracting(Message::sequence).containsExactly(1, 2);
    assertThat(messages.get(1).body().getInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void lengthsThatRunOutOfTheDatagramAreRefused(String hex) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThatThrownBy(() -> Message.readAll(bytes).forEach(m -> m.attributes(0)))
        .isInstanceOf(KernelException.class);
  }

  static Stream<String> broken() {
    return Stream.of(
        "11000000 1000 0000 00000000 00000000",
        "0f000000 1000 0000 00000000 00000000",
        "ffffffff 1000 0000 00000000 00000000",
        "14000000 1000 0000 00000000 00000000 03000100",
        "14000000 1000 0000 00000000 00000000 05000100");
  }

  @Test
  void acknowledgementsKeepTheKernelsWords() {
    MessageWriter writer =
        new MessageWriter(Netlink.NLMSG_ERROR, Netlink.NLM_F_CAPPED | Netlink.NLM_F_ACK_TLVS)
            .header32(-22)
            .header32(40)
            .header32(16)
            .header32(7)
            .header32(0)
            .string(1, "Invalid MTU")
            .u32(2, 28)
            .u32(5, 3);
    assertThat(Acknowledgement.ofError(writer.message()))
        .isEqualTo(new Acknowledgement(0, 22, "Invalid MTU", 28, 3));
  }

  @Test
  void anUncappedAcknowledgementHasTheRequestBeforeItsWords() {
    MessageWriter writer =
        new MessageWriter(Netlink.NLMSG_ERROR, Netlink.NLM_F_ACK_TLVS)
            .header32(-17)
            .header32(20)
            .header32(16)
            .header32(7)
            .header32(0)
            .header32(99)
            .string(1, "there");
    assertThat(Acknowledgement.ofError(writer.message()).text()).isEqualTo("there");
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
