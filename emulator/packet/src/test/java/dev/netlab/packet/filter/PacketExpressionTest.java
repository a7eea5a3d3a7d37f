package dev.netlab.packet.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.packet.Frames;
import dev.netlab.packet.Packet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketExpressionTest {
  private static final Packet GENEVE =
      Frames.packet(
          "172.18.0.2:40000 > 10.200.1.3:6091 udp / geneve id 1 / 10.0.0.1 > 10.0.0.2 icmp"
              + " echo-request id 28629 seq 1");
  private static final Packet HELLO =
      Frames.packet("10.0.0.2:80 > 10.0.0.1:45026 tcp ack length 11");

  static List<Frames.Frame> frames() {
    return Frames.all().stream().filter(frame -> !frame.line().contains(" for (")).toList();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theLineOfAPacketIsAnExpressionThatItMatches(Frames.Frame frame) {
    assertThat(PacketExpression.parse(frame.line()).matches(Bindings.NONE, frame.packet()))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theLineOfAPacketMatchesNoOther(Frames.Frame frame) {
    PacketExpression expression = PacketExpression.parse(frame.line());
    assertThat(Frames.all())
        .filteredOn(other -> !other.line().startsWith(frame.line()))
        .noneMatch(other -> expression.matches(Bindings.NONE, other.packet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "172.18.0.2 > 10.200.1.3:6091 udp / geneve id 1 / 10.0.0.1 > 10.0.0.2 icmp echo-request",
        "172.18.0.2 > 10.200.1.3",
        "* > *:6091 udp / geneve / ether * > * / 10.0.0.1 > 10.0.0.2 icmp echo-request",
        "* > * / geneve / ether 02:00:00:00:00:0a > * 10.0.0.1 > 10.0.0.2",
        "ether * > 02:00:00:00:00:02 172.18.0.2 > 10.200.1.3 udp checksum 0 df ttl 64",
        "ether * > 02:00:00:00:00:02",
        "... / 10.0.0.1 > 10.0.0.2 icmp echo-request ttl 64 length 64 ip-length 84 seq 1",
        "... / geneve id 0x1",
        "172.18.0.0/16 > 10.0.0.0/8:6000-7000",
        "!10.0.0.0/8 > !$unless",
      })
  void aPacketIsWhatIsWritten(String expression) {
    boolean negative = expression.contains("unless");
    assertThat(PacketExpression.parse(expression).matches(Bindings.NONE, GENEVE))
        .isEqualTo(!negative);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "172.18.0.2 > 10.200.1.3:6092",
        "172.18.0.2 > 10.200.1.3 tcp",
        "172.18.0.2 > 10.200.1.3 / geneve id 2",
        "172.18.0.2 > 10.200.1.3 / vxlan",
        "10.0.0.1 > 10.0.0.2 icmp",
        "* > * / geneve / * > * icmp echo-reply",
        "* > * / geneve / * > * / * > *",
        "* > * / * > *",
        "... / arp who-has 10.0.0.1",
        "!172.18.0.0/16 > *",
        "* > * contains \"10.0.0.1\""
      })
  void aPacketIsNotWhatIsNotSo(String expression) {
    assertThat(PacketExpression.parse(expression).matches(Bindings.NONE, GENEVE)).isFalse();
  }

  @Test
  void contentsAreFoundBehindTheHeaders() {
    assertThat(
            PacketExpression.parse("10.0.0.2:80 > * tcp contains \"Hello World\"")
                .matches(Bindings.NONE, HELLO))
        .isTrue();
    assertThat(
            PacketExpression.parse("10.0.0.2:80 > * tcp contains \"Hello Worms\"")
                .explain(Bindings.NONE, HELLO))
        .hasValueSatisfying(
            mismatch ->
                assertThat(mismatch)
                    .hasToString(HELLO + " differs in no contents, expected \"Hello Worms\""));
  }

  @Test
  void variablesAreBoundOnceAndComparedAfterwards() {
    PacketExpression expression = PacketExpression.parse("$a:$p > 10.200.1.3:6091");
    assertThat(expression.variables()).isEqualTo(Map.of("a", Kind.ADDRESS, "p", Kind.PORT));
    List<Bindings> found = expression.match(Bindings.NONE, GENEVE);
    assertThat(found).containsExactly(new Bindings(Map.of("a", "172.18.0.2", "p", "40000")));
    assertThat(found.getFirst()).hasToString("$a = 172.18.0.2, $p = 40000");
    assertThat(expression.matches(new Bindings(Map.of("p", "40000")), GENEVE)).isTrue();
    assertThat(expression.matches(new Bindings(Map.of("p", "40001")), GENEVE)).isFalse();
    assertThat(
            PacketExpression.parse("172.18.0.2:!$p > *")
                .matches(new Bindings(Map.of("p", "40001")), GENEVE))
        .isTrue();
  }

  @Test
  void aVariableWrittenTwiceMustBeOneValue() {
    assertThat(PacketExpression.parse("$a > $a").matches(Bindings.NONE, GENEVE)).isFalse();
  }

  @Test
  void skippingLevelsMayLeaveSeveralAnswers() {
    assertThat(PacketExpression.parse("... / $a > *").match(Bindings.NONE, GENEVE))
        .containsExactly(
            new Bindings(Map.of("a", "172.18.0.2")), new Bindings(Map.of("a", "10.0.0.1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "172.18.0.2 > 10.200.1.3:6091 udp ttl 63 | ttl 64, expected 63",
        "172.18.0.2 > 10.200.1.3:$p udp | destination port 6091, expected $p = 6081",
        "172.18.0.2 > 10.200.1.4 / geneve id 2 |"
            + " destination 10.200.1.3, expected 10.200.1.4; id 1, expected 2",
        "... / 10.0.0.1 > 10.0.0.2 icmp echo-reply | icmp echo-request, expected echo-reply"
      })
  void aNearMissSaysWhatDiffers(String expression, String differences) {
    assertThat(
            PacketExpression.parse(expression).explain(new Bindings(Map.of("p", "6081")), GENEVE))
        .hasValueSatisfying(
            mismatch -> assertThat(mismatch).hasToString(GENEVE + " differs in " + differences));
  }

  @Test
  void theNearerPacketComparesLess() {
    PacketExpression expression = PacketExpression.parse("10.0.0.1 > 10.0.0.2 icmp echo-reply");
    Packet request = Frames.packet("10.0.0.1 > 10.0.0.2 icmp echo-request id 28629 seq 1");
    Packet udp = Frames.packet("10.0.0.1:43853 > 10.0.0.2:9 udp");
    assertThat(
            List.of(udp, request, GENEVE).stream()
                .map(packet -> expression.explain(Bindings.NONE, packet).orElseThrow())
                .sorted()
                .map(Mismatch::packet))
        .containsExactly(request, udp, GENEVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "10.0.0.1 > 10.0.0.2 icmp echo-requst|25|echo-requst|did you mean echo-request?",
        "10.0.0.1 > 10.0.0.300|11|10.0.0.300|write an address",
        "10.0.0.1 10.0.0.2|9|10.0.0.2|write >",
        "10.0.0.1 >|9|>|add it",
        "10.0.0.1:99999 > *|9|99999|ports end at 65535",
        "10.1.2.3/16 > *|0|10.1.2.3/16|write 10.1.0.0/16",
        "10.0.0.1 > * upd|13|upd|did you mean udp?",
        "10.0.0.1 > * udp id 5|17|id|can stand here",
        "10.0.0.1 > * udp ttl|17|ttl|add it",
        "* > * / geneve id x|18|x|write a decimal",
        "* > * / ... / * > *|8|...|remove it",
        "* > * /|6|/|write a level",
        "/ * > *|0|/|write a level there",
        "''|0|''|write a level",
        "...|3|''|write / and a level",
        "$p:$p > *|3|$p|use two variables",
        "!* > *|0|!*|write a value",
        "* > * contains \"x|15|\"x|write \" at its end",
        "ether 1:2 > * 10.0.0.1 > *|6|1:2|six pairs",
        "arp|3|''|arp who-has"
      })
  void whatIsNoExpressionIsRefusedByWordAndPlace(
      String text, int offset, String word, String suggestion) {
    assertThatExceptionOfType(PacketSyntaxException.class)
        .isThrownBy(() -> PacketExpression.parse(text))
        .satisfies(
            e -> {
              assertThat(e.offset()).isEqualTo(offset);
              assertThat(e.word()).isEqualTo(word);
              assertThat(e.suggestion()).contains(suggestion);
            });
  }
}
