package dev.netlab.insight.facts;

import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whether an object of a kernel is the one that iproute2's words describe. What the words leave out
 * may be anything, but for a table, which is main, and a gateway, which then is none.
 */
final class Iproute2Match {
  private Iproute2Match() {}

  static boolean matches(Address wanted, Address there) {
    return wanted.local().equals(there.local())
        && wanted.length() == there.length()
        && (wanted.peer() == null || wanted.peer().equals(there.peer()));
  }

  static boolean matches(Route wanted, String words, Route there) {
    return wanted.type() == there.type()
        && wanted.destination().equals(there.destination())
        && wanted.table() == there.table()
        && sameHops(wanted.hops(), there.hops())
        && (!mentions(words, "scope") || wanted.scope() == there.scope())
        && (!mentions(words, "proto") || wanted.protocol() == there.protocol())
        && (!mentions(words, "src") || Objects.equals(wanted.source(), there.source()))
        && (wanted.metric() == 0 || wanted.metric() == there.metric())
        && (wanted.mtu() == 0 || wanted.mtu() == there.mtu());
  }

  private static boolean sameHops(List<NextHop> wanted, List<NextHop> there) {
    if (wanted.size() != there.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      NextHop hop = wanted.get(i);
      NextHop other = there.get(i);
      boolean same =
          Objects.equals(hop.gateway(), other.gateway())
              && (hop.dev().isEmpty() || hop.dev().equals(other.dev()))
              && (!hop.onlink() || other.onlink())
              && hop.weight() == other.weight();
      if (!same) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(Rule wanted, Rule there) {
    return wanted.family() == there.family()
        && wanted.inverted() == there.inverted()
        && wanted.from().equals(there.from())
        && wanted.to().equals(there.to())
        && wanted.mark() == there.mark()
        && wanted.mask() == there.mask()
        && wanted.iif().equals(there.iif())
        && wanted.oif().equals(there.oif())
        && wanted.action() == there.action()
        && wanted.table() == there.table()
        && (wanted.priority() == Rule.UNSAID || wanted.priority() == there.priority());
  }

  static boolean matches(Neighbour wanted, String words, Neighbour there) {
    return wanted.address().equals(there.address())
        && wanted.proxy() == there.proxy()
        && (wanted.lladdr() == null || wanted.lladdr().equals(there.lladdr()))
        && (wanted.dev().isEmpty() || wanted.dev().equals(there.dev()))
        && (!mentions(words, "nud") || wanted.state() == there.state());
  }

  static boolean matches(FdbEntry wanted, String words, FdbEntry there) {
    return wanted.station().equals(there.station())
        && (wanted.dev().isEmpty() || wanted.dev().equals(there.dev()))
        && (wanted.destination() == null || wanted.destination().equals(there.destination()))
        && (wanted.vni() == 0 || wanted.vni() == there.vni())
        && (wanted.port() == 0 || wanted.port() == there.port())
        && (wanted.vlan() == 0 || wanted.vlan() == there.vlan())
        && (!(mentions(words, "self") || mentions(words, "master"))
            || wanted.holder() == there.holder())
        && (!(mentions(words, "permanent")
                || mentions(words, "static")
                || mentions(words, "dynamic"))
            || wanted.lasting() == there.lasting());
  }

  private static boolean mentions(String words, String word) {
    return Arrays.asList(words.split("\\s+", -1)).contains(word);
  }
}
