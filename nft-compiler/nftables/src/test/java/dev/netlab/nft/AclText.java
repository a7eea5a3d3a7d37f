package dev.netlab.nft;

import dev.netlab.nft.policy.Acl;
import dev.netlab.nft.policy.AclBinding;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclRule;
import dev.netlab.nft.policy.AclRule.Decision;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.value.InterfaceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** ACLs in few words, for tests: {@code reflect protocol=udp port=53}. */
public final class AclText {
  private AclText() {}

  public static Acl acl(String name, String... lines) {
    List<AclRule> rules = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      rules.add(
          new AclRule(
              Decision.valueOf(words[0].toUpperCase(Locale.ROOT)),
              RuleText.rule("accept " + (words.length > 1 ? words[1] : "")).match(),
              new Origin("acl.yaml", rules.size() + 1)));
    }
    return new Acl(name, rules);
  }

  public static AclBinding bind(String acl, Direction direction, String... interfaces) {
    return new AclBinding(
        acl, direction, Arrays.stream(interfaces).map(InterfaceName::new).toList());
  }
}
