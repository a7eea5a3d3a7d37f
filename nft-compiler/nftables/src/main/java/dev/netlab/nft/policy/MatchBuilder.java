package dev.netlab.nft.policy;

import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import java.util.List;
import java.util.Optional;

/** Builds a {@link Match} condition by condition. */
public final class MatchBuilder {
  private Values<IpPrefix> source = Values.any();
  private Values<IpPrefix> destination = Values.any();
  private List<AddressType> destinationTypes = List.of();
  private Values<InterfaceName> in = Values.any();
  private Values<InterfaceName> out = Values.any();
  private List<Protocol> protocols = List.of();
  private List<PortRange> sourcePorts = List.of();
  private List<PortRange> ports = List.of();
  private List<IcmpType> icmpTypes = List.of();
  private List<ConnectionState> states = List.of();
  private Optional<Mark> mark = Optional.empty();

  MatchBuilder() {}

  public MatchBuilder source(Values<IpPrefix> values) {
    source = values;
    return this;
  }

  public MatchBuilder destination(Values<IpPrefix> values) {
    destination = values;
    return this;
  }

  public MatchBuilder destinationTypes(List<AddressType> values) {
    destinationTypes = values;
    return this;
  }

  public MatchBuilder in(Values<InterfaceName> values) {
    in = values;
    return this;
  }

  public MatchBuilder out(Values<InterfaceName> values) {
    out = values;
    return this;
  }

  public MatchBuilder protocols(List<Protocol> values) {
    protocols = values;
    return this;
  }

  public MatchBuilder sourcePorts(List<PortRange> values) {
    sourcePorts = values;
    return this;
  }

  public MatchBuilder ports(List<PortRange> values) {
    ports = values;
    return this;
  }

  public MatchBuilder icmpTypes(List<IcmpType> values) {
    icmpTypes = values;
    return this;
  }

  public MatchBuilder states(List<ConnectionState> values) {
    states = values;
    return this;
  }

  public MatchBuilder mark(Optional<Mark> value) {
    mark = value;
    return this;
  }

  /**
   * The match with all the conditions given.
   *
   * @throws dev.netlab.nft.PolicyException if the conditions contradict each other
   */
  public Match build() {
    return new Match(
        source,
        destination,
        destinationTypes,
        in,
        out,
        protocols,
        sourcePorts,
        ports,
        icmpTypes,
        states,
        mark);
  }
}
