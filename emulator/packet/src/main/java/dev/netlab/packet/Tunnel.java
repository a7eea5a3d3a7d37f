package dev.netlab.packet;

/** A header behind UDP that carries another packet. */
public sealed interface Tunnel extends Layer permits Geneve, Vxlan, WireGuard {}
