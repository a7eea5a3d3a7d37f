package dev.netlab.insight.trace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static Scene routed() {
    return new Scene().wire("a:eth0 r:eth0").wire("r:eth1 b:eth0");
  }

  private static List<String> of(Scene scene) {
    return Exchange.begunBy("a", scene.follow()).stream()
        .map(
            conversation ->
                conversation.key()
                    + conversation.packets().stream()
                        .map(member -> " " + member.direction())
                        .reduce("", String::concat))
        .toList();
  }

  @Test
  void anAnswerIsFoundBehindTranslation() {
    Made ping = Made.request("10.0.0.1", "10.9.9.9");
    Made there = ping.translated("192.0.2.1", "10.0.0.2").ported(4711, 0).routed();
    Made pong = Made.echo("10.0.0.2", "192.0.2.1", 0, 4711, 1);
    Made back = pong.translated("10.9.9.9", "10.0.0.1").ported(99, 0).routed();
    assertThat(
            of(
                routed()
                    .seen(1, "a:eth0 out, r:eth0 in", ping)
                    .seen(20, "r:eth1 out, b:eth0 in", there)
                    .seen(40, "b:eth0 out, r:eth1 in", pong)
                    .seen(60, "r:eth0 out, a:eth0 in", back)))
        .containsExactly("10.0.0.1 > 10.9.9.9 icmp request reply");
  }

  @Test
  void anErrorAnswersWhatItQuotes() {
    Made datagram = Made.udp("10.0.0.1", 1000, "10.0.0.2", 53);
    Made error = Made.unreachable("10.0.0.254", "10.0.0.1", datagram);
    assertThat(
            of(
                routed()
                    .seen(1, "a:eth0 out, r:eth0 in", datagram)
                    .seen(20, "r:eth0 out, a:eth0 in", error)))
        .containsExactly("10.0.0.1:1000 > 10.0.0.2:53 udp request reply");
  }

  @Test
  void severalFlowsAreSeveralConversations() {
    Made question = Made.udp("10.0.0.1", 1000, "10.0.0.2", 53);
    Made answer = Made.udp("10.0.0.2", 53, "10.0.0.1", 1000, new byte[90]);
    assertThat(
            of(
                routed()
                    .seen(1, "a:eth0 out, r:eth0 in", question)
                    .seen(20, "r:eth0 out, a:eth0 in", answer)
                    .seen(50, "a:eth0 out, r:eth0 in", Made.request("10.0.0.1", "10.0.0.2"))
                    .seen(60, "r:eth0 out, a:eth0 in", Made.reply("10.0.0.2", "10.0.0.1"))))
        .containsExactly(
            "10.0.0.1:1000 > 10.0.0.2:53 udp request reply",
            "10.0.0.1 > 10.0.0.2 icmp request reply");
  }

  @Test
  void whatOthersBeganIsNotTheNodes() {
    assertThat(of(routed().seen(1, "b:eth0 out, r:eth1 in", Made.request("10.0.0.2", "10.0.0.9"))))
        .isEmpty();
  }
}
