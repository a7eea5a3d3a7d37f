package dev.netlab.nft.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftObject;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded listings, most of nft 1.0.6 and iptables 1.8.9, and what is read in them. */
class RulesetListingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiv-vpp-host1",
        "contiv-vpp-vswitch1",
        "contiv-vpp-vswitch2",
        "docker-vm-baremetal-mayura",
        "docker-vm-baremetal-rhel8a",
        "docker-vm-baremetal-router",
        "liqo-two-clusters-gw-local",
        "liqo-two-clusters-gw-remote",
        "liqo-two-clusters-milan-worker",
        "liqo-two-clusters-rome-worker",
        "openshift-tracing-m42-h27-000-r650",
        "openshift-tracing-nettools-dual-pod",
        "openshift-tracing-ovn_cluster_router"
      })
  void theRulesOfTheLabsAreUnderstoodInNftsWords(String name) {
    Ruleset ruleset =
        new RulesetListing(read("labs/" + name + ".json"), read("labs/" + name + ".words"))
            .ruleset();
    List<NftRule> rules = ruleset.rules().map(Ruleset.Place::rule).toList();
    assertThat(rules).isNotEmpty();
    assertThat(rules.stream().flatMap(NftRule::unknown)).isEmpty();
    assertThat(rules.stream().map(rule -> new NftRule(rule.statements(), "").text()))
        .containsExactlyElementsOf(
            rules.stream().map(rule -> rule.listed().orElseThrow().words()).toList());
  }

  /** Beside the recordings of Docker's, kube-proxy's and ufw's rules stands what was read. */
  @ParameterizedTest
  @ValueSource(strings = {"docker", "kube", "ufw", "mixed", "six"})
  void whatNftDoesNotShowOfIptablesRulesIsReadFromIptablesSave(String name) {
    Ruleset ruleset = iptables(name).ruleset();
    String read =
        ruleset
            .rules()
            .map(
                place ->
                    "%s %s: %s\n"
                        .formatted(
                            place.table().name(),
                            place.chain().name(),
                            new NftRule(place.rule().statements(), "").text()))
            .collect(Collectors.joining());
    assertThat(read).isEqualTo(read("iptables/" + name + ".read"));
  }

  @Test
  void aRuleThatIsNotUnderstoodHasNftsWordsAndItsPartsTheirs() {
    String path = "labs/openshift-tracing-m42-h32-000-r650";
    NftRule rule =
        new RulesetListing(read(path + ".json"), read(path + ".words"))
            .ruleset()
            .rules()
            .map(Ruleset.Place::rule)
            .filter(each -> !each.isUnderstood())
            .findFirst()
            .orElseThrow();
    assertThat(rule.effect()).contains("ct zone set 1");
    assertThat(rule.unknown())
        .contains("{\"mangle\": {\"key\": {\"ct\": {\"key\": \"zone\"}}, \"value\": 1}}");
  }

  private static RulesetListing iptables(String name) {
    String path = "iptables/" + name;
    return new RulesetListing(
        read(path + ".json"),
        read(path + ".words"),
        name.equals("six") ? "" : read(path + ".save"),
        name.equals("six") ? read(path + ".save6") : "");
  }

  @Test
  void rulesKeepTheirHandlesWordsAndCounts() {
    NftRule rule =
        iptables("docker")
            .ruleset()
            .rules()
            .filter(place -> place.table().name().equals("filter"))
            .filter(place -> place.chain().name().equals("FORWARD"))
            .map(Ruleset.Place::rule)
            .toList()
            .get(2);
    assertThat(rule.handle()).isPositive();
    assertThat(rule.listed().orElseThrow().words())
        .isEqualTo("oifname \"docker0\" ct state related,established counter accept");
    assertThat(rule.effect()).isEqualTo("oifname \"docker0\" ct state related,established accept");
    NftRule counted = rule("{\"counter\": {\"packets\": 3, \"bytes\": 252}}");
    assertThat(counted.statements()).containsExactly(new Statement.Counter(3, 252));
  }

  @Test
  void whatIptablesSaveDoesNotSayStaysUnknown() {
    RulesetListing listing = iptables("docker");
    Ruleset withoutSave = new RulesetListing(listing.json(), listing.words()).ruleset();
    assertThat(unknown(withoutSave)).contains("xt match addrtype", "xt target DNAT");
    String other = listing.iptables().replace("-A DOCKER-USER -j RETURN\n", "");
    assertThat(unknown(new RulesetListing(listing.json(), "", other, "").ruleset())).isEmpty();
    String fewer = listing.iptables().replaceFirst("\\[\\d+:\\d+] -A PREROUTING .*\n", "");
    assertThat(unknown(new RulesetListing(listing.json(), "", fewer, "").ruleset()))
        .as("its rules cannot be told apart")
        .containsExactly("xt match addrtype");
  }

  private static List<String> unknown(Ruleset ruleset) {
    return ruleset.rules().flatMap(place -> place.rule().unknown()).toList();
  }

  @Test
  void onlyWhatIsNeededIsAskedFor() {
    assertThat(RulesetListing.needsWords(json())).isFalse();
    assertThat(RulesetListing.needsIptables(json())).isFalse();
    assertThat(RulesetListing.needsWords(iptables("kube").json())).isTrue();
    assertThat(RulesetListing.needsIptables(iptables("kube").json())).isTrue();
    assertThat(RulesetListing.needsIptables(read("labs/contiv-vpp-vswitch1.json"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          {"match": {"op": "!=", "left": {"meta": {"key": "iifname"}}, "right": "eth*"}} => iifname != "eth*"
          {"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": {"range": ["10.0.0.1", "10.0.0.9"]}}} => ip saddr 10.0.0.1-10.0.0.9
          {"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": 6}} => meta l4proto tcp
          {"match": {"op": "==", "left": {"fib": {"result": "type", "flags": "daddr"}}, "right": "local"}} => fib daddr type local
          {"match": {"op": "==", "left": {"&": [{"meta": {"key": "mark"}}, 4294901760]}, "right": 65536}} => meta mark & 0xffff0000 == 0x00010000
          {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}} => ct state established,related
          {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": {"|": ["established", "related"]}}} => ct state established,related
          {"match": {"op": "==", "left": {"ct": {"key": "state"}}, "right": {"set": ["established", "related"]}}} => ct state established,related
          {"match": {"op": "in", "left": {"payload": {"protocol": "tcp", "field": "flags"}}, "right": "syn"}} => tcp flags syn
          {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "flags"}}, "right": "syn"}} => tcp flags syn / fin,syn,rst,psh,ack,urg,ecn,cwr
          {"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, ["syn", "rst"]]}, "right": "syn"}} => tcp flags syn / syn,rst
          {"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, {"|": [{"|": ["fin", "syn"]}, "rst"]}]}, "right": "syn"}} => tcp flags syn / fin,syn,rst
          {"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, {"|": ["fin", "syn", "rst"]}]}, "right": "syn"}} => tcp flags syn / fin,syn,rst
          {"mangle": {"key": {"ct": {"key": "mark"}}, "value": {"|": [{"ct": {"key": "mark"}}, 1]}}} => ct mark set ct mark | 0x00000001
          {"mangle": {"key": {"tcp option": {"name": "maxseg", "field": "size"}}, "value": {"rt": {"key": "mtu"}}}} => tcp option maxseg size set rt mtu
          {"reject": null} => reject
          {"reject": {"type": "icmp", "expr": "port-unreachable"}} => reject
          {"reject": {"type": "icmp", "expr": "admin-prohibited"}} => reject with icmp admin-prohibited
          {"reject": {"type": "tcp reset"}} => reject with tcp reset
          {"masquerade": null} => masquerade
          {"masquerade": {"flags": ["random", "persistent"]}} => masquerade random,persistent
          {"snat": {"addr": {"range": ["192.0.2.1", "192.0.2.9"]}, "port": {"range": [1024, 2047]}}} => snat to 192.0.2.1-192.0.2.9:1024-2047
          {"dnat": {"family": "ip6", "addr": "fd00::1", "port": 80}} => dnat ip6 to [fd00::1]:80
          {"dnat": {"addr": {"prefix": {"addr": "10.0.0.0", "len": 8}}, "flags": "netmap", "type_flags": "prefix"}} => dnat prefix to 10.0.0.0/8
          {"goto": {"target": "c"}} => goto c
          """)
  void readsStatements(String json, String text) {
    NftRule rule = rule(json);
    assertThat(rule.unknown()).isEmpty();
    assertThat(rule.text()).isEqualTo(text);
  }

  /** Nothing is guessed at: what has no word here stays as nft lists it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"limit\": {\"rate\": 3, \"burst\": 10, \"per\": \"minute\"}}",
        "{\"log\": {\"prefix\": \"a \\\"b\\\" \\\\ \"}}",
        "{\"log\": null}",
        "{\"quota\": {\"val\": 25, \"val_unit\": \"mbytes\", \"inv\": true}}",
        "{\"counter\": \"named\"}",
        "{\"queue\": {\"num\": 1}}",
        "{\"mangle\": {\"key\": {\"meta\": {\"key\": \"mark\"}}, \"value\": 1}}",
        "{\"mangle\": {\"key\": {\"meta\": {\"key\": \"mark\"}}, \"value\": {\"^\":"
            + " [{\"meta\": {\"key\": \"mark\"}}, 1]}}}",
        "{\"dnat\": {\"port\": 80}}",
        "{\"dnat\": {\"addr\": \"10.0.0.256\"}}",
        "{\"redirect\": {\"port\": 443}}",
        "{\"match\": {\"op\": \"<\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\":"
            + " \"dport\"}}, \"right\": 1024}}",
        "{\"set\": {\"op\": \"add\", \"elem\": {\"payload\": {\"protocol\": \"ip\", \"field\":"
            + " \"saddr\"}}, \"set\": \"@s\"}}",
        "{\"something\": {\"of\": [\"tomorrow\", 1.5, true]}}"
      })
  void aStatementOfWhichSomethingIsUnknownKeepsItsWords(String json) {
    assertThat(rule(json).statements()).containsExactly(new Statement.Unknown(json));
    assertThat(rule(json).isUnderstood()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          {"payload": {"protocol": "ip", "field": "ttl"}} => 3 => {"payload": {"protocol": "ip", "field": "ttl"}}
          {"ct": {"key": "saddr", "dir": "original", "family": "ip"}} => "10.0.0.1" => {"ct": {"key": "saddr", "dir": "original", "family": "ip"}}
          {"&": [{"payload": {"protocol": "ip", "field": "saddr"}}, "255.0.0.255"]} => "10.0.0.1" => {"&": [{"payload": {"protocol": "ip", "field": "saddr"}}, "255.0.0.255"]}
          {"numgen": {"mode": "inc", "mod": 2, "offset": 5}} => 5 => {"numgen": {"mode": "inc", "mod": 2, "offset": 5}}
          {"payload": {"protocol": "tcp", "field": "dport"}} => {"set": [80, {"range": [90, "x"]}]} => {"range": [90, "x"]}
          {"payload": {"protocol": "ip", "field": "saddr"}} => "host.example" => "host.example"
          {"meta": {"key": "iifname"}} => "a name of more than 15" => "a name of more than 15"
          """)
  void aPartThatIsUnknownKeepsItsWords(String left, String right, String words) {
    NftRule rule =
        rule("{\"match\": {\"op\": \"==\", \"left\": %s, \"right\": %s}}".formatted(left, right));
    assertThat(rule.statements()).hasOnlyElementsOfType(Statement.Match.class);
    assertThat(rule.unknown()).contains(words);
  }

  @Test
  void readsSetsOfAllVersions() {
    NftTable table =
        table(
            """
            {"set": {"family": "ip", "table": "t", "name": "s", "type": "ipv4_addr", "handle": 1,
              "size": 65535, "flags": ["timeout"], "timeout": 86525,
              "elem": ["10.0.0.3", {"elem": {"val": "10.0.0.1", "expires": 5, "timeout": 9}}]}}
            """,
            """
            {"set": {"family": "ip", "table": "t", "name": "typed", "handle": 2, "flags": "interval",
              "type": {"typeof": {"concat": [{"payload": {"protocol": "ip", "field": "saddr"}},
                {"payload": {"protocol": "tcp", "field": "dport"}}]}},
              "elem": [{"concat": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, {"range": [1, 9]}]}]}}
            """,
            """
            {"map": {"family": "ip", "table": "t", "name": "m", "type": "ipv4_addr", "handle": 3,
              "map": ["ipv4_addr", "inet_service"],
              "elem": [["10.0.0.1", {"concat": ["10.0.0.2", 80]}]]}}
            """,
            """
            {"rule": {"family": "ip", "table": "t", "chain": "c", "handle": 4, "expr": [
              {"set": {"op": "update", "set": "@s",
                "elem": {"payload": {"protocol": "ip", "field": "saddr"}}}}]}}
            """);
    NftSet filled = table.sets().getFirst();
    assertThat(filled.timeout()).contains(Duration.ofSeconds(86525));
    assertThat(filled.flags())
        .as("1.0.6 does not list that packets fill it")
        .containsExactlyInAnyOrder(NftSet.Flag.DYNAMIC, NftSet.Flag.TIMEOUT);
    assertThat(filled.elements())
        .extracting(element -> element.key().text() + " " + element.expires())
        .containsExactly("10.0.0.1 Optional[PT5S]", "10.0.0.3 Optional.empty");
    assertThat(table.sets().get(1).key())
        .containsExactly(DataType.IPV4_ADDR, DataType.INET_SERVICE);
    assertThat(table.sets().get(1).elements().getFirst().key().text())
        .isEqualTo("10.0.0.0/8 . 1-9");
    assertThat(table.sets().get(2).elements().getFirst().value().orElseThrow().text())
        .isEqualTo("10.0.0.2 . 80");
  }

  @Test
  void whatATableHasBesidesKeepsItsWords() {
    NftTable table =
        table(
            "{\"quota\": {\"family\": \"ip\", \"name\": \"q\", \"table\": \"t\", \"handle\": 1,"
                + " \"bytes\": 5, \"used\": 0, \"inv\": false}}",
            "{\"set\": {\"family\": \"ip\", \"name\": \"s\", \"table\": \"t\", \"type\":"
                + " \"ether_addr\", \"handle\": 2}}",
            "{\"set\": {\"family\": \"ip\", \"name\": \"e\", \"table\": \"t\", \"type\":"
                + " \"ipv4_addr\", \"handle\": 3, \"elem\": [{\"elem\": {\"val\": \"10.0.0.1\","
                + " \"limit\": {\"rate\": 1, \"per\": \"second\"}}}]}}");
    assertThat(table.objects()).extracting(NftObject::kind).containsExactly("quota", "set");
    assertThat(table.objects().getLast().words())
        .isEqualTo(
            "{\"family\": \"ip\", \"name\": \"s\", \"table\": \"t\", \"type\": \"ether_addr\","
                + " \"handle\": 2}");
    assertThat(table.sets().getFirst().elements().stream().flatMap(SetElement::unknown))
        .containsExactly(
            "{\"elem\": {\"val\": \"10.0.0.1\", \"limit\": {\"rate\": 1, \"per\":"
                + " \"second\"}}}");
  }

  @Test
  void aDevicesHookIsUnknownAndItsRulesAreRead() {
    String json =
        json(
            "{\"table\": {\"family\": \"netdev\", \"name\": \"n\", \"handle\": 1}}",
            "{\"chain\": {\"family\": \"netdev\", \"table\": \"n\", \"name\": \"in\", \"handle\":"
                + " 1, \"dev\": \"eth0\", \"type\": \"filter\", \"hook\": \"ingress\", \"prio\": 0,"
                + " \"policy\": \"accept\"}}",
            "{\"rule\": {\"family\": \"netdev\", \"table\": \"n\", \"chain\": \"in\", \"handle\":"
                + " 2, \"expr\": [{\"drop\": null}]}}");
    NftChain chain = new RulesetListing(json, "").ruleset().tables().getFirst().chains().getFirst();
    assertThat(chain.base()).isEmpty();
    assertThat(chain.attachment().orElseThrow()).isInstanceOf(NftChain.UnknownHook.class);
    assertThat(chain.rules()).extracting(NftRule::text).containsExactly("drop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"nftables\": [{\"rule\": {\"table\": \"none\"}}]}"})
  void whatIsNoListingOfNftsIsRejected(String json) {
    RulesetListing listing = new RulesetListing(json, "");
    assertThatThrownBy(listing::ruleset).isInstanceOf(PolicyException.class);
  }

  private static NftRule rule(String statement) {
    return table(
            "{\"rule\": {\"family\": \"ip\", \"table\": \"t\", \"chain\": \"c\", \"handle\": 7,"
                + " \"expr\": ["
                + statement
                + "]}}")
        .chains()
        .getFirst()
        .rules()
        .getFirst();
  }

  private static NftTable table(String... objects) {
    String[] all = new String[objects.length + 2];
    all[0] = "{\"table\": {\"family\": \"ip\", \"name\": \"t\", \"handle\": 1}}";
    all[1] = "{\"chain\": {\"family\": \"ip\", \"table\": \"t\", \"name\": \"c\", \"handle\": 1}}";
    System.arraycopy(objects, 0, all, 2, objects.length);
    return new RulesetListing(json(all), "").ruleset().tables().getFirst();
  }

  private static String json(String... objects) {
    return "{\"nftables\": [{\"metainfo\": {\"version\": \"1.0.6\"}}"
        + List.of(objects).stream().map(object -> ", " + object).collect(Collectors.joining())
        + "]}";
  }

  private static String read(String name) {
    try (InputStream in = RulesetListingTest.class.getResourceAsStream("/listing/" + name)) {
      if (in == null) {
        throw new AssertionError("no recording " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
