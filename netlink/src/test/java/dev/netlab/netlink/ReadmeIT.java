package dev.netlab.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of README.md, line by line. */
class ReadmeIT {
  @Test
  void theExampleDoesWhatItSays() {
    List<String> routes = new ArrayList<>();
    String refused = "";
    // README
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      Interfaces interfaces = new Interfaces().add("br0", 10);
      List<Request> requests = new ArrayList<>();
      LinkSettings bridge = LinkSettings.of("br0").withIndex(10).up();
      requests.addAll(LinkRequests.add(bridge, Bridge.DEFAULT, interfaces));
      requests.add(Address.parse("10.0.0.1/24 dev br0").add(interfaces));
      requests.add(Route.parse("10.1.0.0/16 via 10.0.0.2 dev br0 table 100").add(interfaces));
      socket.execute(requests);
      for (Route route : Route.dump(socket, interfaces)) {
        routes.add(route.toString());
      }
      try {
        socket.execute(List.of(Route.parse("10.2.0.0/16 via 10.9.9.9 dev br0").add(interfaces)));
      } catch (KernelException e) {
        refused = e.getMessage();
      }
    }
    // README
    assertThat(routes).anyMatch(route -> route.startsWith("10.1.0.0/16 via 10.0.0.2 dev br0"));
    assertThat(refused).contains("10.2.0.0/16", "Network is unreachable", "invalid gateway");
  }

  @Test
  void itIsTheReadmesExample() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/netlab/netlink/ReadmeIT.java"));
    String example = source.split("// README\n", -1)[1].stripIndent().strip();
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
  }
}
