package dev.netlab.packet;

/** A header behind UDP that carries another packet. */
public sealed interface TunnelHeader extends Layer permits Geneve, Vxlan, WireGuardMessage {}
