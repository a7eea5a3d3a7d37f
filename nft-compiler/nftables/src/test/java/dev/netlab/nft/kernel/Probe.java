package dev.netlab.nft.kernel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The programs at both ends of a test's path. */
final class Probe {
  private static final int PATIENCE_MS = 5000;

  private Probe() {}

  /** The command line that runs it. */
  static List<String> command(String... arguments) {
    String java = System.getProperty("java.home") + "/bin/java";
    String here = Probe.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<String> line =
        new ArrayList<>(
            List.of(java, "-XX:TieredStopAtLevel=1", "-cp", here, Probe.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  /**
   * {@code serve PORT}, {@code ask ADDRESS PORT FROM-PORT}, {@code many ADDRESS PORT TIMES} (UDP),
   * {@code spray FROM-PORT:ADDRESS:PORT...} (UDP, without an answer), {@code listen PORT}, {@code
   * connect ADDRESS PORT} (TCP).
   */
  public static void main(String... arguments) throws IOException {
    switch (arguments[0]) {
      case "serve" -> serve(Integer.parseInt(arguments[1]));
      case "spray" -> spray(List.of(arguments).subList(1, arguments.length));
      case "listen" -> listen(Integer.parseInt(arguments[1]));
      case "ask" ->
          ask(
              new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])),
              Integer.parseInt(arguments[3]));
      case "many" ->
          many(
              new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])),
              Integer.parseInt(arguments[3]));
      case "connect" -> {
        try (Socket socket = new Socket()) {
          socket.connect(
              new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])), PATIENCE_MS);
        } catch (IOException e) {
          System.out.println(e.getMessage());
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Answers each datagram with the address and port it came from. */
  private static void serve(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.ofLiteral("0.0.0.0"))) {
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      while (true) {
        socket.receive(packet);
        String peer = packet.getAddress().getHostAddress() + " " + packet.getPort();
        byte[] answer = peer.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private static void listen(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port)) {
      while (true) {
        socket.accept().close();
      }
    }
  }

  /** Asks from another port each time. */
  private static void many(InetSocketAddress server, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      ask(server, 20000 + i);
    }
  }

  /** One datagram each. */
  private static void spray(List<String> flows) throws IOException {
    for (String flow : flows) {
      String[] parts = flow.split(":", -1);
      try (DatagramSocket socket =
          new DatagramSocket(Integer.parseInt(parts[0]), InetAddress.ofLiteral("0.0.0.0"))) {
        byte[] word = {'!'};
        InetSocketAddress to = new InetSocketAddress(parts[1], Integer.parseInt(parts[2]));
        socket.send(new DatagramPacket(word, word.length, to));
      }
    }
  }

  private static void ask(InetSocketAddress server, int from) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(from, InetAddress.ofLiteral("0.0.0.0"))) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.connect(server);
      byte[] question = {'?'};
      DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
      try {
        socket.send(new DatagramPacket(question, question.length));
        socket.receive(answer);
      } catch (IOException e) {
        System.out.println(e);
        return;
      }
      System.out.println(
          new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
    }
  }
}
