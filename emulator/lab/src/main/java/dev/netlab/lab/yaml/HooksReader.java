package dev.netlab.lab.yaml;

import dev.netlab.lab.Condition;
import dev.netlab.lab.Hook;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the condition {@code hooks}. */
final class HooksReader {
  private final ExpectedPacketReader points;
  private final Problems problems;

  HooksReader(ExpectedPacketReader points, Problems problems) {
    this.points = points;
    this.problems = problems;
  }

  Optional<Condition> read(MappingReader hooks) {
    Optional<String> node = hooks.requiredText("node").flatMap(points::node);
    Optional<PacketExpression> packet = hooks.requiredText("packet").flatMap(points::packet);
    hooks.required("pass");
    List<YamlNode.Scalar> words = hooks.texts("pass");
    List<Hook> pass = new ArrayList<>();
    words.forEach(word -> hook(word).ifPresent(pass::add));
    if (hooks.present().contains("pass") && pass.size() == words.size() && !isWay(pass)) {
      problems.add(
          hooks.at("pass"),
          "no packet passes a node so; write the hooks, or the first of them, of one of %s"
              .formatted(Hook.WAYS.stream().map(List::toString).collect(Collectors.joining(", "))));
    }
    return node.flatMap(n -> packet.map(p -> new Condition.Hooks(n, p, pass, hooks.at())));
  }

  private Optional<Hook> hook(YamlNode.Scalar word) {
    Optional<Hook> hook = Hook.parse(word.text());
    if (hook.isEmpty()) {
      List<String> known = Arrays.stream(Hook.values()).map(Hook::toString).toList();
      problems.add(
          word.at(),
          "netfilter has no hook '%s' for IP; %s"
              .formatted(word.text(), Suggestion.among(word.text(), known)));
    }
    return hook;
  }

  private static boolean isWay(List<Hook> pass) {
    return !pass.isEmpty()
        && Hook.WAYS.stream()
            .anyMatch(way -> way.size() >= pass.size() && way.subList(0, pass.size()).equals(pass));
  }
}
