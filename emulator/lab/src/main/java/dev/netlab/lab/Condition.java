package dev.netlab.lab;

import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.packet.filter.PacketExpression;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A part of a {@link Fact}: one record for each row of the table of conditions in docs/lab-file.md.
 */
public sealed interface Condition {

  /** Where it is written. */
  Location at();

  /** {@code prints}: the scenario's command printed it. */
  record Prints(String text, Location at) implements Condition {}

  /** {@code exit}: the scenario's command ended with that status. */
  record Exit(int status, Location at) implements Condition {}

  /** {@code command}: another command, run after the scenario's, printed the text and ended so. */
  record Command(ScenarioCommand run, Optional<String> prints, OptionalInt exit, Location at)
      implements Condition {}

  /** {@code address}: the kernel has the address at that interface. */
  record HasAddress(String node, String interfaceName, Written<Address> address, Location at)
      implements Condition {}

  /** {@code route}: the kernel has the route, with all that is written. */
  record HasRoute(String node, Written<Route> route, Location at) implements Condition {}

  /** {@code rule}: the kernel has the rule, with all that is written. */
  record HasRule(String node, Written<Rule> rule, Location at) implements Condition {}

  /** {@code neighbour}: the kernel has the neighbour entry, with all that is written. */
  record HasNeighbour(String node, Written<Neighbour> neighbour, Location at)
      implements Condition {}

  /** {@code fdb}: the kernel has the FDB entry, with all that is written. */
  record HasFdb(String node, Written<FdbEntry> entry, Location at) implements Condition {}

  /** {@code lookup}: the kernel, asked for that packet, would use a route like {@code by}. */
  record Lookup(
      String node,
      InetAddress destination,
      Optional<InetAddress> from,
      Optional<String> iif,
      OptionalLong mark,
      Written<Route> by,
      Location at)
      implements Condition {}

  /**
   * {@code link}: the interface is of that kind and has these parameters.
   *
   * @param parameters each a word of {@code ip -d link} and its value, which may be a variable
   */
  record HasLink(
      String node, String interfaceName, String kind, List<Parameter> parameters, Location at)
      implements Condition {
    public HasLink {
      parameters = List.copyOf(parameters);
    }
  }

  /** A word of {@code ip -d link} and its value, which may be a variable ({@code $name}). */
  record Parameter(String word, String value) {}

  /**
   * {@code nft}: the rule stands in the table of the node's kernel.
   *
   * @param rule as {@code nft list ruleset} prints it
   * @param matched a packet that met the rule
   */
  record NftRule(
      String node, String table, String rule, Optional<PacketExpression> matched, Location at)
      implements Condition {}

  /**
   * {@code trace}: of the packets of another command, run after the scenario's, one came into nodes
   * and went out of them so.
   *
   * @param summary rows of the packet's summary, in this order; others may be between
   */
  record Traced(ScenarioCommand run, List<ExpectedPacket> summary, Location at)
      implements Condition {
    public Traced {
      summary = List.copyOf(summary);
    }
  }

  /**
   * {@code hooks}: the packet passed exactly these hooks of netfilter in the node, in this order.
   *
   * @param packet as it was at one of them
   */
  record Hooks(String node, PacketExpression packet, List<Hook> pass, Location at)
      implements Condition {
    public Hooks {
      pass = List.copyOf(pass);
    }
  }

  /**
   * {@code conntrack}: the node's kernel tracked a connection with both tuples.
   *
   * @param original {@code A > B}
   * @param reply {@code C > D}
   * @param zone empty for any
   */
  record Conntrack(
      String node, String protocol, String original, String reply, OptionalInt zone, Location at)
      implements Condition {}

  /**
   * {@code connection-events}: the node's kernel told this of one connection, in this order.
   *
   * @param original {@code A > B}
   * @param states what happened, and the state that this led to: {@code UPDATE ESTABLISHED ASSURED}
   */
  record ConnectionEvents(
      String node, String protocol, String original, List<String> states, Location at)
      implements Condition {
    public ConnectionEvents {
      states = List.copyOf(states);
    }
  }

  /** {@code packet}: it was seen there. */
  record Seen(ExpectedPacket sighting, Location at) implements Condition {}

  /** {@code absent}: no such packet was seen there. */
  record Absent(ExpectedPacket sighting, Location at) implements Condition {}

  /** {@code same}: one and the same frame was seen at each of the points, in this order. */
  record Same(PacketExpression packet, List<Located<CapturePoint>> points, Location at)
      implements Condition {
    public Same {
      points = List.copyOf(points);
    }
  }

  /** {@code path}: these were seen in this order. */
  record Path(List<ExpectedPacket> sightings, Location at) implements Condition {
    public Path {
      sightings = List.copyOf(sightings);
    }
  }

  /** {@code hidden}: no 8 bytes in a row of the packet can be read at any of the points. */
  record Hidden(ExpectedPacket sighting, List<Located<CapturePoint>> from, Location at)
      implements Condition {
    public Hidden {
      from = List.copyOf(from);
    }
  }

  /**
   * {@code differ}: the values found for the variables are all different.
   *
   * @param variables with their {@code $}
   */
  record Differ(List<String> variables, Location at) implements Condition {
    public Differ {
      variables = List.copyOf(variables);
    }
  }
}
