package dev.netlab.lab.yaml;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Acl;
import dev.netlab.nft.policy.AclBinding;
import dev.netlab.nft.policy.AclRule;
import dev.netlab.nft.policy.AclRule.Decision;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.value.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a node's {@code acls}, which form its table of that name. */
final class AclsReader {
  private static final String TABLE = "acls";

  private final NameIndex outline;
  private final Problems problems;

  AclsReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  /**
   * The ACLs of a node: either none, or one table.
   *
   * @param node the node whose interfaces they may name
   */
  List<AclTable> read(String node, MappingReader section) {
    List<Acl> acls = new ArrayList<>();
    List<AclBinding> bindings = new ArrayList<>();
    int before = problems.count();
    for (YamlNode.Entry entry : section.entries(TABLE)) {
      String name = entry.key().text();
      MappingReader acl =
          new MappingReader(
              entry.value(), Keys.ACL, "ACL '" + name + "'", entry.key().at(), problems);
      List<AclRule> rules = new ArrayList<>();
      acl.required("rules")
          .ifPresent(
              list -> {
                for (YamlNode item :
                    new YamlValues(problems).list(list, "rules of " + acl.what())) {
                  rule(node, item).ifPresent(rules::add);
                }
              });
      List<InterfaceName> in = interfaces(node, acl, "in");
      List<InterfaceName> out = interfaces(node, acl, "out");
      if (in.isEmpty() && out.isEmpty() && problems.count() == before) {
        problems.add(acl.at(), acl.what() + " is at no interface; add in: or out:");
      }
      try {
        acls.add(new Acl(name, rules));
        bindings.add(new AclBinding(name, AclBinding.Direction.IN, in));
        bindings.add(new AclBinding(name, AclBinding.Direction.OUT, out));
      } catch (PolicyException e) {
        problems.add(entry.key().at(), String.valueOf(e.getMessage()));
      }
    }
    if (acls.isEmpty() || problems.count() > before) {
      return List.of();
    }
    try {
      return List.of(new AclTable(TABLE, acls, bindings));
    } catch (PolicyException e) {
      problems.add(section.at(TABLE), String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private List<InterfaceName> interfaces(String node, MappingReader acl, String key) {
    Set<String> known = outline.interfaces(node);
    List<InterfaceName> names = new ArrayList<>();
    for (YamlNode.Scalar text : acl.texts(key)) {
      if (known.contains(text.text())) {
        names.add(new InterfaceName(text.text()));
      } else {
        problems.add(
            text.at(),
            "node '%s' has no interface '%s'; %s"
                .formatted(node, text.text(), Suggestion.among(text.text(), known)));
      }
    }
    return names;
  }

  private Optional<AclRule> rule(String node, YamlNode item) {
    MappingReader line =
        new MappingReader(item, Keys.ACL_RULE, "a line of an ACL", item.at(), problems);
    if (line.present().size() != 1) {
      problems.add(
          item.at(), "a line of an ACL is one of " + String.join(", ", Keys.ACL_RULE.names()));
      return Optional.empty();
    }
    String decision = line.present().getFirst();
    MappingReader conditions =
        new MappingReader(
            line.value(decision).orElseThrow(),
            Keys.ACL_CONDITIONS,
            decision,
            line.at(decision),
            problems);
    // A drop takes the same conditions and has no additional words.
    return new PolicyRuleReader(outline, node)
        .read("drop", conditions, problems)
        .map(
            rule ->
                new AclRule(
                    Decision.valueOf(decision.toUpperCase(Locale.ROOT)),
                    rule.match(),
                    new Origin(line.at(decision).fileName(), line.at(decision).line())));
  }
}
