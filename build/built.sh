# To be sourced with `home`, the checkout, `launch`, its folder for builds, and `jdk` set.

# shellcheck disable=SC2154 # home, launch, jdk
# Whether the last build is of these sources and this JDK; sets `built` to its folder.
is_built() {
    [ -r "$launch/stamp" ] || return 1
    { read -r built_with && read -r built; } <"$launch/stamp"
    [ "$built_with" = "$jdk" ] && [ -d "$launch/$built" ] || return 1
    [ -z "$(find "$home"/*/src/main "$home"/*/pom.xml "$home/pom.xml" "$home/.mvn" "$home/build" "$home/coder" \
        -newer "$launch/stamp")" ]
}
