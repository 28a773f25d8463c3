#!/usr/bin/env bash
# Builds artifacts/spotterbot.zip, what an Azure Functions app runs: the program with its runtime for Linux on x64, compiled ahead where that
# makes it start faster, host.json, and one folder with a function.json for each function. Needs the .NET SDK and nothing else; the same
# sources give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=artifacts/publish

rm -rf "$folder"
dotnet publish functions/SpotterBot --configuration Release --runtime linux-x64 --self-contained --output "$folder" --nologo --verbosity quiet \
    -p:PublishReadyToRun=true -p:ContinuousIntegrationBuild=true -p:DebugType=none -p:IsTransformWebConfigDisabled=true

# For debuggers, not for the host.
rm -f "$folder"/createdump "$folder"/*.pdb "$folder"/libmscordaccore.so "$folder"/libmscordbi.so
cp host.json "$folder"/
dotnet run infra/pack.cs -- "$folder" artifacts/spotterbot.zip
