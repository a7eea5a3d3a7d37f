# Builds a package with a service, and installs it by the script $1, in a root that is this machine's under a layer of its own in $2.
set -eu
script=$(readlink -f "$1")
work=$2
mount -t tmpfs tmpfs "$work"
mkdir -p "$work/upper" "$work/work" "$work/root"
mount -t overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" overlay "$work/root"
for each in dev proc sys; do mount --rbind "/$each" "$work/root/$each"; done
mkdir -p "$work/p/DEBIAN" "$work/p/lib/systemd/system"
cat >"$work/p/DEBIAN/control" <<CONTROL
Package: nlt-service
Version: 1
Architecture: all
Maintainer: netlab
Description: a package with a service
CONTROL
cat >"$work/p/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -s /lib/systemd/system/nlt-service.service /etc/systemd/system/multi-user.target.wants/
/usr/sbin/policy-rc.d nlt-service start || echo "nlt: policy says $?"
POSTINST
chmod 755 "$work/p/DEBIAN/postinst"
echo '[Service]' >"$work/p/lib/systemd/system/nlt-service.service"
rm -f "$work/root/usr/sbin/policy-rc.d"
dpkg-deb --root-owner-group -b "$work/p" "$work/root/nlt-service.deb"
mkdir -p "$work/root/nlt-scripts"
cp "$script" "$work/root/nlt-scripts/"
chroot "$work/root" /nlt-scripts/apt-install /nlt-service.deb
cd "$work/root"
for left in usr/sbin/policy-rc.d lib/systemd/system/nlt-service.service etc/systemd/system/multi-user.target.wants/nlt-service.service; do
  [ ! -e "$left" ] || echo "nlt: there is $left"
done
