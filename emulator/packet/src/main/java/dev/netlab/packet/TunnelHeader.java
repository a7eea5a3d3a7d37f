package dev.netlab.packet;

/** A header inside UDP that carries another packet. */
public sealed interface TunnelHeader extends Layer permits Geneve, Vxlan, WireGuardMessage {}
