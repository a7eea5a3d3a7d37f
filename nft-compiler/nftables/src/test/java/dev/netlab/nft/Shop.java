package dev.netlab.nft;

import static dev.netlab.nft.policy.Endpoint.Place.ELSEWHERE;
import static dev.netlab.nft.policy.Endpoint.Place.HERE;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.policy.Endpoint;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.policy.TrafficPolicy;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One service of every kind, for tests. */
public final class Shop {
  private Shop() {}

  /** All of them. */
  public static ServiceTable table() {
    return new ServiceTable(
        "shop",
        List.of(web(), dns(), sticky(), local(), empty(), far(), many()),
        List.of(PrefixText.parse("10.1.0.0/16"), PrefixText.parse("fd01::/48")),
        List.of(PrefixText.parse("10.96.0.0/12")),
        List.of(),
        new NewSource.Masquerade(PortChoice.FULLY_RANDOM));
  }

  private static Service web() {
    return service(
        "default/web",
        1,
        List.of("10.96.0.1", "fd96::1"),
        List.of("192.0.2.80"),
        port("http", 80, Optional.of(30080), weighted("10.1.1.5", 8080, 3), far("10.1.2.4", 8080)),
        port("metrics", 9090, Optional.empty(), here("10.1.1.5", 9090), here("fd01::5", 9090)));
  }

  private static Service dns() {
    ServicePort udp =
        new ServicePort("dns", Protocol.UDP, 53, Optional.empty(), List.of(here("10.1.1.9", 5353)));
    ServicePort tcp =
        new ServicePort(
            "dns-tcp", Protocol.TCP, 53, Optional.empty(), List.of(here("10.1.1.9", 5353)));
    return service("kube-system/dns", 2, List.of("10.96.0.10"), List.of(), udp, tcp);
  }

  private static Service sticky() {
    Service plain =
        service(
            "default/sticky",
            3,
            List.of("10.96.0.3"),
            List.of(),
            port("", 80, Optional.empty(), here("10.1.1.5", 80), far("10.1.2.4", 80)));
    return new Service(
        plain.name(),
        plain.clusterIps(),
        plain.externalIps(),
        plain.ports(),
        plain.internalTraffic(),
        plain.externalTraffic(),
        Optional.of(Duration.ofHours(3)),
        plain.origin());
  }

  private static Service local() {
    return local(
        service(
            "default/local",
            4,
            List.of("10.96.0.4"),
            List.of("192.0.2.4"),
            port("", 80, Optional.of(30004), here("10.1.1.6", 80), far("10.1.2.6", 80))));
  }

  private static Service empty() {
    return service(
        "default/empty",
        5,
        List.of("10.96.0.5"),
        List.of("192.0.2.5"),
        port("", 80, Optional.of(30005)));
  }

  private static Service far() {
    return local(
        service(
            "default/far",
            6,
            List.of("10.96.0.6"),
            List.of(),
            port("", 80, Optional.of(30006), far("10.1.2.7", 80))));
  }

  /** More endpoints than are asked one by one. */
  private static Service many() {
    return service(
        "default/many",
        7,
        List.of("10.96.0.7"),
        List.of(),
        port(
            "",
            80,
            Optional.empty(),
            IntStream.range(1, 10).mapToObj(i -> far("10.1.3." + i, 80)).toArray(Endpoint[]::new)));
  }

  /** The same, for endpoints of one node only. */
  public static Service local(Service service) {
    return new Service(
        service.name(),
        service.clusterIps(),
        service.externalIps(),
        service.ports(),
        TrafficPolicy.LOCAL,
        TrafficPolicy.LOCAL,
        service.affinity(),
        service.origin());
  }

  public static Service service(
      String name, int line, List<String> cluster, List<String> external, ServicePort... ports) {
    return new Service(
        name,
        cluster.stream().map(IpAddress::parse).toList(),
        external.stream().map(IpAddress::parse).toList(),
        List.of(ports),
        TrafficPolicy.CLUSTER,
        TrafficPolicy.CLUSTER,
        Optional.empty(),
        new Origin("shop.yaml", line));
  }

  public static ServicePort port(
      String name, int port, Optional<Integer> nodePort, Endpoint... endpoints) {
    return new ServicePort(name, Protocol.TCP, port, nodePort, List.of(endpoints));
  }

  public static Endpoint here(String address, int port) {
    return Endpoint.of(address, port, HERE);
  }

  public static Endpoint far(String address, int port) {
    return Endpoint.of(address, port, ELSEWHERE);
  }

  private static Endpoint weighted(String address, int port, int weight) {
    return new Endpoint(IpAddress.parse(address), port, weight, HERE);
  }
}
