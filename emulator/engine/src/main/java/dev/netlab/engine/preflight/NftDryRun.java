package dev.netlab.engine.preflight;

import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.NftText;
import dev.netlab.lab.Node;
import dev.netlab.lab.Problem;
import dev.netlab.lab.yaml.LabFileException;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.nft.compile.PolicyCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads the nftables text of lab files in temporary namespaces, so that it is rejected before
 * anything is touched. These contain the node's rules and interfaces. All interfaces are veths,
 * whatever kind the lab file gives, since nft must be able to look some of them up by name.
 * Removing a bridge would keep the whole machine from creating namespaces for 0.1 s ({@code
 * rcu_barrier} in the kernel's br_multicast.c), just when the lab needs its own.
 */
public final class NftDryRun {
  /**
   * {@code ruleset:LINE:COLUMNS: Error: words}; there may be several. The rest of nft's output is
   * not passed on: it quotes lines, and only those of the text itself are the lab's.
   */
  private static final Pattern REFUSAL =
      Pattern.compile("^" + Nft.RULESET + ":(\\d+):(\\S+): Error: ([^\\n]+)", Pattern.MULTILINE);

  private final Nft nft = Nft.find();
  private final List<Problem> problems = new ArrayList<>();

  private NftDryRun() {}

  /**
   * Rejects text that nft rejects.
   *
   * @throws LabFileException with the line of each error
   */
  public static void check(Lab lab) {
    if (lab.nodes().stream().allMatch(node -> node.nft().isEmpty())) {
      return;
    }
    NftDryRun trial = new NftDryRun();
    for (Node node : lab.nodes()) {
      node.nft().ifPresent(text -> trial.load(node, text));
    }
    if (!trial.problems.isEmpty()) {
      throw new LabFileException(
          trial.problems.stream().sorted(Comparator.comparing(Problem::at)).toList());
    }
  }

  private void load(Node node, NftText text) {
    try (Namespace scratch = Namespace.create();
        Namespace otherEnds = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, scratch)) {
      Interfaces interfaces = new Interfaces();
      for (Interface i : node.interfaces()) {
        LinkSettings settings = LinkSettings.of(i.name()).withIndex(node.index(i));
        LinkKind kind = LinkKind.Veth.to(LinkSettings.of(i.name()), otherEnds);
        socket.execute(LinkRequests.add(settings, kind, interfaces));
      }
      if (!node.policy().isEmpty()) {
        nft.apply(scratch, PolicyCompiler.compile(node.policy()).loadText());
      }
      apply(scratch, text);
    }
  }

  private void apply(Namespace scratch, NftText text) {
    try {
      nft.apply(scratch, text.text());
    } catch (KernelException e) {
      Matcher refusal = REFUSAL.matcher(e.kernelWords());
      int before = problems.size();
      while (refusal.find()) {
        problems.add(
            new Problem(
                text.at(Integer.parseInt(refusal.group(1))),
                "nft refuses this: %s; write it as nft -f takes it".formatted(refusal.group(3))));
      }
      if (problems.size() == before) {
        problems.add(
            new Problem(text.at(1), "nft refuses this and names no line of it; load it in parts"));
      }
    }
  }
}
