#!/usr/bin/env bash
# Builds artifacts/spotterbot.zip, what an Azure Functions app runs: the program with its runtime for Linux on x64, compiled ahead where that
# makes it start faster, host.json, and one folder with a function.json for each function. Needs the .NET SDK and nothing else; the same
# sources and the same SDK give the same bytes.
#
#   infra/package.sh            builds it
#   infra/package.sh --twice    builds it, and once more from a copy of the sources elsewhere, and fails unless both are the same to the byte
set -euo pipefail
cd "$(dirname "$0")/.."
folder=artifacts/publish
package=artifacts/spotterbot.zip

build() {
    # What an earlier build left may have been built otherwise; and nothing of where it is built, path or commit, gets in.
    rm -rf "$folder" functions/*/bin/Release functions/*/obj/Release
    dotnet publish functions/SpotterBot --configuration Release --runtime linux-x64 --self-contained --output "$folder" --nologo --verbosity quiet \
        -p:PublishReadyToRun=true -p:ContinuousIntegrationBuild=true -p:DebugType=none \
        "-p:PathMap=$PWD/=/_/" -p:IncludeSourceRevisionInInformationalVersion=false -p:IsTransformWebConfigDisabled=true

    # For debuggers, not for the host.
    rm -f "$folder"/createdump "$folder"/*.pdb "$folder"/libmscordaccore.so "$folder"/libmscordbi.so
    cp host.json "$folder"/
    dotnet run infra/pack.cs -- "$folder" "$package"
}

build_elsewhere() {
    local other
    other=$(mktemp -d)
    # shellcheck disable=SC2064 # Its name as it is now.
    trap "rm -rf '$other'" EXIT
    git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$other"
    bash "$other/infra/package.sh"
    cmp "$package" "$other/$package" || {
        echo "The same sources gave two packages: something of where or when they are built gets in." >&2
        exit 1
    }
    echo "Both packages are the same to the byte."
}

case ${1:-} in
    '') build ;;
    --twice)
        build
        build_elsewhere
        ;;
    *)
        sed -n '2,7s/^# \{0,1\}//p' "$0"
        exit 2
        ;;
esac
