package dev.netlab.engine.doctor;

import dev.netlab.engine.doctor.Finding.State;
import dev.netlab.engine.preflight.BridgeNetfilter;
import dev.netlab.engine.preflight.KernelFeatureProbe;
import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Vxlan;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Examines the machine by trying each feature in a temporary namespace. */
public final class Doctor {
  private static final String NAT =
      "table ip probe { chain c { type nat hook postrouting priority 100; masquerade random; }; }";

  private final List<Finding> findings = new ArrayList<>();

  private Doctor() {}

  /** All findings, most important first. */
  public static List<Finding> examine() {
    Doctor doctor = new Doctor();
    doctor.kernel();
    Programs.examine().forEach(doctor.findings::add);
    return List.copyOf(doctor.findings);
  }

  private void kernel() {
    try (Namespace scratch = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, scratch)) {
      good("network namespaces", "made one");
      tryOut("veth", s -> add(socket, "v0", LinkKind.Veth.to(LinkSettings.of("v1"))), scratch);
      tryOut("bridge", s -> add(socket, "b0", Bridge.DEFAULT), scratch);
      tryOut("VXLAN", s -> add(socket, "x0", Vxlan.of(1, null, null)), scratch);
      tryOut("TUN/TAP", s -> s.run(() -> TunDevice.open(TunOptions.tap("t0")).close()), scratch);
      tryOut("nftables with NAT", s -> Nft.find().apply(s, NAT), scratch);
    } catch (KernelException e) {
      findings.add(
          new Finding("network namespaces", State.MISSING, e.getMessage() + "; run as root"));
      return;
    }
    findings.add(
        BridgeNetfilter.isThere()
            ? new Finding("br_netfilter", State.GOOD, "the kernel has it now")
            : new Finding(
                "br_netfilter",
                State.OPTIONAL_MISSING,
                "labs with nf-call-iptables are refused; " + BridgeNetfilter.ADVICE));
    Set<KernelFeature> all = EnumSet.allOf(KernelFeature.class);
    Set<KernelFeature> had = KernelFeatureProbe.has(all);
    for (KernelFeature type : all) {
      if (had.contains(type)) {
        good("kernel's " + type.word(), "made one");
      } else {
        findings.add(new Finding("kernel's " + type.word(), State.OPTIONAL_MISSING, without(type)));
      }
    }
  }

  private static String without(KernelFeature type) {
    return switch (type) {
      case DUMMY -> "this kernel has none; labs with dummy interfaces are refused";
      case VLAN_FILTERING ->
          "this kernel was built without CONFIG_BRIDGE_VLAN_FILTERING; labs with vlan-filtering are"
              + " refused";
      case NETEM -> "this kernel has none; links with impair: are netlab's own wires";
      case GENEVE, WIREGUARD -> "this kernel has none; netlab's own is used";
    };
  }

  private void tryOut(String what, Consumer<Namespace> trial, Namespace scratch) {
    try {
      trial.accept(scratch);
      good(what, "made one");
    } catch (KernelException e) {
      findings.add(new Finding(what, State.MISSING, String.valueOf(e.getMessage())));
    }
  }

  private static void add(NetlinkSocket socket, String name, LinkKind kind) {
    socket.execute(LinkRequests.add(LinkSettings.of(name), kind, new Interfaces()));
  }

  private void good(String what, String words) {
    findings.add(new Finding(what, State.GOOD, words));
  }
}
