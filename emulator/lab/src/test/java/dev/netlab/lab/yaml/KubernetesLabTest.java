package dev.netlab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import dev.netlab.lab.Problem;
import dev.netlab.nft.compile.PolicyCompiler;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.simulate.Host;
import dev.netlab.nft.simulate.Outcome;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.Simulator;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.simulate.Traversal;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ACLs, and what a node does for a cluster whose objects stand beside the lab file. */
class KubernetesLabTest {
  private static final String LAB =
      """
      name: cluster
      kubernetes: objects.yaml
      nodes:
        web:
          interfaces: {eth0: {peer: "worker:web", address: 10.1.1.5/32}}
        worker:
          forwarding: true
          interfaces: {web: {}}
          kubernetes: {node: node-1, policies: {}, services: {}}
      """;

  @TempDir private Path folder;

  private Lab lab(String text, String objects) throws IOException {
    Files.writeString(folder.resolve("objects.yaml"), objects);
    return LabReader.read("lab.yaml", text, folder, Optional.empty());
  }

  private List<String> problems(String text, String objects) throws IOException {
    try {
      lab(text, objects);
      return List.of();
    } catch (LabFileException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  private static String objects() throws IOException {
    return Files.readString(Path.of("../../docs/lab-file-objects.yaml"))
        .replace("worker", "node-1");
  }

  private static String rulesOf(Lab lab) {
    Node worker = lab.node("worker").orElseThrow();
    return PolicyCompiler.compile(worker.policy()).text();
  }

  private static final String CLIENT =
      "  client:\n    interfaces: {eth0: {peer: \"worker:client\", address: 10.1.1.6/32}}\n";

  @Test
  void aServiceLeadsToItsPodAndAPolicyKeepsOthersFromIt() throws IOException {
    Lab lab = lab(LAB + CLIENT, objects());
    assertThat(lab.warnings()).isEmpty();
    assertThat(lab.kubernetes()).containsExactly("objects.yaml");
    Ruleset ruleset = PolicyCompiler.compile(lab.node("worker").orElseThrow().policy());
    Simulator simulator = new Simulator(ruleset, new Host(Map.of()), _ -> 0);
    Traversal client =
        simulator.traverse(
            Packet.from("client", Protocol.TCP, "10.1.1.6", 4000, "10.96.0.10", 80), State.empty());
    assertThat(client.pass(Hook.PREROUTING)).isEmpty();
    client.leavesBy("web");
    assertThat(client.pass(Hook.FORWARD)).isEmpty();
    assertThat(client.pass(Hook.POSTROUTING)).isEmpty();
    assertThat(client.packet().tuple().toString()).isEqualTo("tcp 10.1.1.6:4000 > 10.1.1.5:8080");
    assertThat(client.steps())
        .extracting(step -> step.rule().comment())
        .contains("objects.yaml:13", "objects.yaml:27");
    Traversal other =
        simulator.traverse(
            Packet.from("x", Protocol.TCP, "10.1.1.9", 4000, "10.1.1.5", 8080), State.empty());
    assertThat(other.pass(Hook.PREROUTING)).isEmpty();
    other.leavesBy("web");
    assertThat(other.pass(Hook.FORWARD)).contains(new Outcome.Dropped());
    assertThat(other.steps().getLast().rule().comment()).isEqualTo("objects.yaml:21");
  }

  @Test
  void theWordsOfANodeReachItsTables() throws IOException {
    String words =
        "{node: elsewhere, services: {pods: 10.1.0.0/16, range: 10.96.0.0/12, node-addresses:"
            + " [10.0.0.1], source: 10.1.1.254, local-weight: 2}}";
    String rules =
        rulesOf(
            lab(
                (LAB + CLIENT).replace("{node: node-1, policies: {}, services: {}}", words),
                objects()));
    assertThat(rules)
        .contains(
            "ip daddr 10.96.0.10 ip saddr != 10.1.0.0/16",
            "ip daddr 10.96.0.0/12 counter drop",
            "elements = { 10.0.0.1 }",
            "snat to 10.1.1.254")
        .doesNotContain("kubernetes-policies");
    rules =
        rulesOf(
            lab(
                (LAB + CLIENT)
                    .replace("policies: {}, services: {}", "policies: {node-addresses: 10.0.0.1}"),
                objects()));
    assertThat(rules).contains("set node-ips", "10.0.0.1").doesNotContain("kubernetes-services");
    rules = rulesOf(lab((LAB + CLIENT).replace("node: node-1,", ""), objects()));
    assertThat(rules).doesNotContain("kubernetes-policies");
  }

  @Test
  void whatIsWrongWithObjectsIsToldAtTheirLines() throws IOException {
    assertThat(problems(LAB, objects()))
        .containsExactly(
            folder
                + "/objects.yaml:10: pod default/client has no address: no node is called client,"
                + " and its status has no podIP");
    assertThat(problems(LAB, "apiVersion: apps/v1\nkind: Deployment"))
        .singleElement()
        .asString()
        .startsWith(folder + "/objects.yaml:2: objects of kind Deployment are not known here");
    assertThat(
            lab(
                    LAB + CLIENT,
                    objects().replace("{matchLabels: {app: web}}", "{matchLabels: {a: b}}"))
                .warnings())
        .extracting(Problem::toString)
        .containsExactly(
            folder + "/objects.yaml:25: policy default/web selects no pod of namespace default");
  }

  @Test
  void whatIsWrongWithTheWordsIsToldAtTheirPlaces() throws IOException {
    assertThat(problems(LAB.replace("kubernetes: objects.yaml\n", ""), ""))
        .containsExactly("lab.yaml:8:5: the lab has no objects; add kubernetes: [FILE] to it");
    assertThat(problems(LAB.replace("objects.yaml", "../objects.yaml"), ""))
        .containsExactly(
            "lab.yaml:2:13: '../objects.yaml' cannot have objects; name a .yaml file of the lab"
                + " file's folder");
    assertThat(problems(LAB.replace("objects.yaml", "none.yaml"), ""))
        .containsExactly("lab.yaml:2:13: none.yaml: there is no such file; check its name");
    assertThat(problems(LAB.replace(", policies: {}, services: {}", ""), ""))
        .containsExactly(
            "lab.yaml:9:5: kubernetes of node 'worker' does nothing; add services: or policies:");
    assertThat(problems(LAB.replace("services: {}", "services: {pods: 10.1.1.1/16}"), ""))
        .singleElement()
        .asString()
        .startsWith("lab.yaml:9:63: 10.1.1.1/16 has bits set behind the prefix");
    assertThat(problems(LAB.replace("services: {}", "services: {weight: 2}"), ""))
        .singleElement()
        .asString()
        .startsWith("lab.yaml:9:57: services has no key 'weight'");
  }

  @Test
  void aclsAreAtTheirInterfaces() throws IOException {
    Lab lab =
        lab(
            """
            name: acls
            nodes:
              worker:
                interfaces: {eth0: {dummy: {}}, eth1: {dummy: {}}}
                acls:
                  in:
                    in: [eth0, eth1]
                    rules:
                      - deny: {source: 192.0.2.0/24}
                      - reflect: {protocol: tcp, port: 80}
                  out: {out: eth1, rules: [permit: ]}
            """,
            "");
    assertThat(rulesOf(lab))
        .contains(
            "\"eth0\" : goto acl-in",
            "\"eth1\" : goto acl-in",
            "\"eth1\" : goto acl-out",
            "ip saddr 192.0.2.0/24 counter drop comment \"lab.yaml:9\"",
            "tcp dport 80 counter ct mark set ct mark | 0x00010000 accept comment \"lab.yaml:10\"",
            "counter accept comment \"lab.yaml:11\"");
  }

  private static String acl(String acl) {
    return "name: a\nnodes: {n: {interfaces: {eth0: {dummy: {}}}, acls: {a: " + acl + "}}}";
  }

  @Test
  void wrongAclsAreToldAtTheirPlaces() throws IOException {
    Map<String, String> wrong =
        Map.of(
            "{in: eth1, rules: []}", "node 'n' has no interface 'eth1'; did you mean 'eth0'?",
            "{rules: []}", "ACL 'a' is at no interface; add in: or out:",
            "{in: eth0}", "ACL 'a' has no rules; add rules:",
            "{in: eth0, rules: [drop: ]}", "a line of an ACL has no key 'drop'",
            "{in: eth0, rules: [permit: {in: eth0}]}", "permit has no key 'in'",
            "{in: eth0, rules: [permit: {port: 80}]}", "port",
            "{in: [eth0, eth0], rules: []}", "'eth0' has two ACLs in one direction; write one");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      assertThat(problems(acl(each.getKey()), "")).first().asString().contains(each.getValue());
    }
  }
}
