using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GoingLive.Preflight;
using SpotterBot.Preflight;
using SpotterBot.Preflight.Checks;
using SpotterBot.Settings;

namespace GoingLive.Infrastructure;

/// <summary>
/// The script infra/go-live with a stand-in for each program that it calls, each writing down what it was asked. What Azure itself makes of it is not
/// tested here.
/// </summary>
public sealed class GoLiveTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Package = "1a2b3c4d5e6f";
    private const string Healthy = $$"""{"status":"ok","lastSweepSeconds":0.4,"version":"0.1.0-{{Package}}"}""" + "\n200";
    private const string AppUrl = "https://spotter-1.azurewebsites.net";

    private readonly string _folder = Directory.CreateTempSubdirectory("spotterbot-go-live-").FullName;

    private readonly List<string> _settings =
    [
        "# Ours.", "", "GoLive__Name=spotter", "GoLive__Location=canadacentral", "GoLive__AlarmEmails=a@example.org; b@example.org",
        "GoLive__AlarmPhones=1 9055550301", "GoLive__VoiceFallback=https://handler.twilio.com/twiml/EH1", "GoLive__TextFallback=https://handler.twilio.com/twiml/EH2",
        "Twilio__AccountSid=AC1", "Twilio__AuthToken=" + Token, "Privacy__Key=a+b/c=", "Twilio__SecondaryAuthToken=", "Roster__FallbackPhone=" + PreflightBench.Staffed,
        "Places__Areas__0__Name=Saint-Jean \"sur\" C:\\x; and more", "Alarms__Url=https://alarms.example.org/hook?key=" + Token, "OTEL_EXPORTER_OTLP_HEADERS=key=" + Token,
    ];

    /// <summary>What the operator's own shell has set.</summary>
    private readonly Dictionary<string, string> _own = [];

    public GoLiveTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Runs a script of Linux.");
        Stand("dotnet", $"if [ \"$1\" = --version ]; then cat \"$LOG/sdk\"; else cat \"$LOG/version\" 2>/dev/null || echo {Package}; fi");
        Say("sdk", "10.0.100");
        Say("cli", "2.60.0");
        Stand("curl", "cat \"$LOG/health\"");
        Say("health", Healthy);
        Stand("az", """
            case "$*" in
                version*) cat "$LOG/cli" ;;
                "group exists"*) if [ -f "$LOG/exists" ]; then cat "$LOG/exists"; elif [ -f "$LOG/deployments" ]; then echo true; else echo false; fi; [ ! -f "$LOG/no-answer" ] ;;
                *"signed-in-user"*) echo 11111111-2222-3333-4444-555555555555 ;;
                "deployment group list"*) [ ! -f "$LOG/deployments" ] || awk '$2 == "Succeeded" { name = $1 } END { print name }' "$LOG/deployments" ;;
                "deployment group show"*)
                    grep --quiet --line-regexp "$7 Succeeded" "$LOG/deployments" 2>/dev/null || exit 3
                    case $* in
                        *outputs.appName*) echo spotter-1 ;;
                        *outputs.publicBaseUrl*) echo https://spotter-1.azurewebsites.net ;;
                        *outputs.tableServiceUri*) echo https://rows.table.core.windows.net/ ;;
                        *) echo something ;;
                    esac ;;
                "deployment group create"*)
                    for a in "$@"; do case $a in @*) cp "${a#@}" "$LOG/parameters.json"; stat -c %a "${a#@}" >"$LOG/mode" ;; esac; done
                    touch "$LOG/deployments"
                    sed -i "/^$7 /d" "$LOG/deployments"
                    if [ -f "$LOG/breaks-off" ]; then echo "$7 Failed" >>"$LOG/deployments"; exit 1; fi
                    echo "$7 Succeeded" >>"$LOG/deployments" ;;
                *test-notifications*) cat "$LOG/handed-over" 2>/dev/null || echo '{ "actionDetails": [ { "Name": "email0", "Status": "Succeeded" } ] }' ;;
                "keyvault list-deleted"*) cat "$LOG/deleted-vaults" 2>/dev/null ;;
                "keyvault recover"*) [ ! -f "$LOG/no-recovery" ] ;;
                *config-zip*) [ ! -f "$LOG/no-config-zip" ] ;;
            esac
            """);
        Stand("program", """
            printf '   at %s with rows %s and %s\n' "${PublicBaseUrl:-}" "${Storage__TableServiceUri:-}" "${Places__Areas__0__Name:-}" >>"$LOG/calls"
            [ -z "${Storage__File:-}" ] || { printf '%s %s\n' "$Storage__File" "$*" >>"$LOG/apart"; touch "$Storage__File"; }
            env | grep -e =leftover >>"$LOG/leftovers" || true
            case "$*" in *"$(cat "$LOG/blocked" 2>/dev/null || echo nothing)"*) echo "BLOCKING $*"; cat "$LOG/why" 2>/dev/null; exit 1 ;; esac
            case "$*" in *"--only store") echo "What is stored opens with Privacy__Key." ;; esac
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_deploys_waits_looks_points_and_looks_again()
    {
        var (code, text) = await RunAsync();
        Assert.True(code == 0, text);
        Assert.Equal(
            [
                "program --preflight --only settings", "az group exists", "az group create", "az deployment group create", "az functionapp deployment source config-zip", "curl",
                "program --preflight --only public-url", "program --point-numbers", "program --preflight",
            ],
            Calls("program", "az group", "az deployment group create", "az functionapp", "curl").Select(Head));
        Assert.Contains(Calls("   at"), c => c.StartsWith($"   at {AppUrl} with rows https://rows.table.core.windows.net/ and Saint-Jean", StringComparison.Ordinal));
        Assert.Contains("--voice-fallback https://handler.twilio.com/twiml/EH1 --text-fallback https://handler.twilio.com/twiml/EH2", Calls("program --point").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_go_by_a_file_that_nobody_else_reads_and_are_no_app_settings()
    {
        await RunAsync();
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "parameters.json"), TestContext.Current.CancellationToken));
        var given = file.RootElement.GetProperty("parameters");
        string[] Given(string name) => [.. given.GetProperty(name).GetProperty("value").EnumerateObject().Select(p => p.Name)];
        Assert.Equal(["Alarms__Url", "OTEL_EXPORTER_OTLP_HEADERS", "Privacy__Key", "Twilio__AuthToken"], Given("secrets"));
        Assert.Equal(["Places__Areas__0__Name", "Roster__FallbackPhone", "Twilio__AccountSid"], Given("settings"));
        Assert.Equal("Saint-Jean \"sur\" C:\\x; and more", given.GetProperty("settings").GetProperty("value").GetProperty("Places__Areas__0__Name").GetString());
        Assert.Equal(["a@example.org", "b@example.org"], given.GetProperty("alarmEmails").GetProperty("value").EnumerateArray().Select(e => e.GetString()!));
        Assert.Equal("9055550301", given.GetProperty("alarmPhones").GetProperty("value")[0].GetProperty("phoneNumber").GetString());
        Assert.Equal("600", (await File.ReadAllTextAsync(Path.Combine(_folder, "mode"), TestContext.Current.CancellationToken)).Trim());
        Assert.DoesNotContain(Calls(""), c => c.Contains(Token, StringComparison.Ordinal));

        // What the template takes is what it is given.
        var template = Repository.Read("infra", "main.bicep");
        Assert.All(given.EnumerateObject(), p => Assert.Matches($@"(?m)^param {p.Name} ", template));
    }

    [Fact]
    public async Task What_stands_in_the_way_keeps_the_numbers_where_they_are()
    {
        Say("blocked", "--only public-url");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("The numbers still point where they did.", text, StringComparison.Ordinal);
        Assert.Empty(Calls("program --point-numbers"));
    }

    [Fact]
    public async Task Before_there_are_rows_the_settings_alone_are_looked_at_and_dispatch_on_the_real_ones_before_the_numbers_are_pointed()
    {
        Say("blocked", "dispatch");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("The numbers still point where they did.", text, StringComparison.Ordinal);
        Assert.Single(Calls("az deployment group create"));
        Assert.Empty(Calls("program --point-numbers"));

        // What it looked with at first was nobody's file, and is gone.
        var apart = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder, "apart"), TestContext.Current.CancellationToken)).Split(' ', 2);
        Assert.Equal("--preflight --only settings", apart[1]);
        Assert.False(apart[0].StartsWith(Repository.Root, StringComparison.Ordinal) || !Path.IsPathRooted(apart[0]), apart[0]);
        Assert.False(Directory.Exists(Path.GetDirectoryName(apart[0])));
    }

    [Theory]
    [InlineData("{\"status\":\"failing\",\"lastSweepSeconds\":70,\"version\":\"0.1.0-1a2b3c4d5e6f\"}\n503", "503 503 503", "does not say that it is well")]
    [InlineData("\n000", "000 000 000", "does not say that it is well")]
    [InlineData("<html>It works!</html>\n200", "other-package other-package", "still version none")]
    [InlineData("{\"status\":\"ok\",\"lastSweepSeconds\":0.4,\"version\":\"0.1.0-000000000000\"}\n200", "other-package other-package", "still version 0.1.0-000000000000")]
    [InlineData("{\"status\":\"no sweep yet\",\"lastSweepSeconds\":null,\"version\":\"0.1.0-1a2b3c4d5e6f\"}\n200", "no-sweep-yet no-sweep-yet", "wakes nobody")]
    public async Task Until_the_deployed_package_says_that_it_is_well_the_numbers_stay_where_they_are(string health, string waits, string says)
    {
        Say("health", health);
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(waits, text, StringComparison.Ordinal);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Empty(Calls("program --point-numbers"));
    }

    [Fact]
    public async Task A_package_that_does_not_say_which_one_it_is_is_not_deployed()
    {
        Say("version", "");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("does not say which one it is", text, StringComparison.Ordinal);
        Assert.Empty(Calls("az deployment group create"));
    }

    [Fact]
    public async Task Another_privacy_key_is_found_before_anything_is_deployed()
    {
        Say("deployments", "main Succeeded\n");
        Say("blocked", "--only store");
        Say("why", "What is stored does not open with Privacy__Key.");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("Nothing was deployed.", text, StringComparison.Ordinal);
        Assert.Empty(Calls("az deployment group create"));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("go-live-20260101T000000Z")]
    public async Task After_a_deployment_that_broke_off_the_one_before_it_is_still_found(string before)
    {
        Say("deployments", before + " Succeeded\n");
        Say("breaks-off", "");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("Azure did not make everything.", text, StringComparison.Ordinal);
        (code, text) = await RunAsync("--check");
        Assert.True(code == 0, text);
        File.Delete(Path.Combine(_folder, "breaks-off"));
        (code, text) = await RunAsync();
        Assert.True(code == 0, text);

        // The key was looked at each time, and no deployment took another's name.
        Assert.Equal(2, Calls("program --preflight --only store").Count);
        Assert.All(Calls("az deployment group create"), c => Assert.Matches(@"--name go-live-\d{8}T\d{6}Z ", c));
        Assert.All(Calls("az deployment group list"), c => Assert.Contains("=='Succeeded' && (name=='main' || starts_with(name, 'go-live-'))", c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vault_that_was_deleted_with_its_group_is_recovered_before_the_template_would_make_another()
    {
        Say("deleted-vaults", DeletedVault("spotter-2b", "another") + DeletedVault("spotters-3c", "spotter"));
        Assert.Equal(0, (await RunAsync()).Code);
        Assert.Empty(Calls("az keyvault recover"));

        Say("deleted-vaults", DeletedVault("spotter-1a", "Spotter") + DeletedVault("spotter-2b", "another"));
        Assert.Equal(0, (await RunAsync()).Code);
        Assert.Equal(
            ["az group create", "az deployment group create", "az group create", "az keyvault recover", "az deployment group create"],
            Calls("az group create", "az keyvault recover", "az deployment group create").Select(Head));
        Assert.Contains("--name spotter-1a ", Calls("az keyvault recover").Single(), StringComparison.Ordinal);
        Assert.Contains("name: take('${name}-${suffix}', 24)", Repository.Read("infra", "main.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_deleted_vault_cannot_be_recovered_the_ways_on_are_told_and_nothing_is_deployed()
    {
        Say("deleted-vaults", DeletedVault("spotter-1a", "spotter"));
        Say("no-recovery", "");
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("az keyvault recover --name spotter-1a, or set another GoLive__Name", text, StringComparison.Ordinal);
        Assert.Empty(Calls("az deployment group create"));
    }

    [Theory]
    [InlineData("no-answer", "", "Azure does not say whether anything is deployed")]
    [InlineData("exists", "true", "does not say where its rows are")]
    public async Task Where_nobody_knows_whether_rows_are_there_nothing_is_deployed(string what, string answer, string says)
    {
        Say(what, answer);
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Empty(Calls("az group create", "az deployment group create"));

        // Whoever made the group, and knows that it is empty, can say so; about an Azure that does not answer nobody can say anything.
        _own["GO_LIVE_UNSEEN"] = "1";
        Assert.Equal(what == "exists" ? 0 : 1, (await RunAsync()).Code);
    }

    [Theory]
    [InlineData("cli", "2.59.9", "The Azure CLI is version 2.59.9, and 2.60")]
    [InlineData("cli", "1.99.0", "The Azure CLI is version 1.99.0")]
    [InlineData("cli", "", "The Azure CLI is version unknown")]
    [InlineData("sdk", "9.0.308", "The .NET SDK is version 9.0.308, and 10.0")]
    public async Task A_tool_that_is_too_old_is_told_before_anything_happens(string tool, string version, string says)
    {
        Say(tool, version);
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Empty(Calls("az group", "az deployment", "program"));
    }

    [Fact]
    public async Task The_program_is_told_nothing_by_the_operators_own_shell()
    {
        foreach (var section in SettingNames.Sections)
        {
            _own[section + "__Of__Another"] = "leftover";
            _own[section.ToLowerInvariant() + "__of__another"] = "leftover";
        }

        _own["Unrelated"] = "leftover";
        Assert.Equal(0, (await RunAsync()).Code);
        Assert.Equal(["Unrelated=leftover"], (await File.ReadAllLinesAsync(Path.Combine(_folder, "leftovers"), TestContext.Current.CancellationToken)).Distinct());
    }

    [Fact]
    public void Before_the_numbers_are_pointed_every_check_is_made_that_can_pass_by_then()
    {
        var later = new[] { typeof(NumberUrlsCheck), typeof(FallbackCheck), typeof(MessagingServiceCheck), typeof(TrialCheck) };
        var names = OperatorCommands.Checks.Except(later).Select(PreflightBench.NameOf);
        Assert.Equal(names, Regex.Match(Repository.Read("infra", "go-live"), "(?<=^before_pointing=).+", RegexOptions.Multiline).Value.Split(','));
    }

    [Fact]
    public async Task Where_the_cli_does_not_deploy_the_package_is_put_there_by_hand()
    {
        Say("no-config-zip", "");
        var (code, text) = await RunAsync();
        Assert.True(code == 0, text);
        Assert.Contains("--name released-package.zip", Calls("az storage blob upload").Single(), StringComparison.Ordinal);
        Assert.Contains("syncfunctiontriggers", Calls("az rest").Single(), StringComparison.Ordinal);
        Assert.Single(Calls("az functionapp restart"));
    }

    [Theory]
    [InlineData("GoLive__VoiceFallback", "are not set", "<Dial timeout=\"30\">" + PreflightBench.Staffed)]
    [InlineData("GoLive__AlarmEmails", "GoLive__AlarmEmails is not set", "infra/settings.example")]
    public async Task What_is_missing_is_told_before_anything_happens(string setting, string says, string shows)
    {
        _settings.RemoveAll(s => s.StartsWith(setting, StringComparison.Ordinal));
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Contains(shows, text, StringComparison.Ordinal);
        Assert.Empty(Calls("az group", "az deployment", "program"));
    }

    [Theory]
    [InlineData("Twilio__AuthToken = with spaces", "is not NAME=VALUE")]
    [InlineData("Storage__File=/tmp/x", "Storage__File is set")]
    public async Task A_line_that_cannot_be_meant_stops_it(string line, string says)
    {
        _settings.Add(line);
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain("with spaces", text, StringComparison.Ordinal);
        Assert.Empty(Calls(""));
    }

    [Fact]
    public async Task The_numbers_can_be_pointed_back()
    {
        Assert.Equal(1, (await RunAsync("--back")).Code);
        Say("settings.numbers.json", "[]");
        Assert.Equal(0, (await RunAsync("--back")).Code);
        Assert.Single(Calls("program --restore-numbers"));
    }

    [Fact]
    public async Task A_test_alarm_goes_to_everybody_and_counts_once_they_say_that_it_came()
    {
        var (code, text) = await RunAsync(["--try-alarm"], input: "yes");
        Assert.True(code == 0, text);
        Assert.EndsWith(
            "--action-group spotter-alarm --alert-type logalertv2 --add-action email email0 a@example.org usecommonalertsChema "
            + "--add-action email email1 b@example.org usecommonalertsChema --add-action sms phone0 1 9055550301 --output json",
            Calls("az monitor").Single(), StringComparison.Ordinal);
        Assert.Contains("name: '${name}-alarm'", Repository.Read("infra", "alerts.bicep"), StringComparison.Ordinal);

        Say("deployments", "main Succeeded\n");
        (code, text) = await RunAsync("--check");
        Assert.True(code == 0, text);
        Assert.Contains("ok       alarm", text, StringComparison.Ordinal);
        Assert.Contains(Calls("   at"), c => c.StartsWith($"   at {AppUrl} with rows https://rows.table", StringComparison.Ordinal));

        // To other addresses nothing has been tried.
        _settings.Add("GoLive__AlarmEmails=c@example.org");
        Assert.Contains("warning  alarm", (await RunAsync("--check")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no", "does not reach everybody")]
    [InlineData("", "does not reach everybody")]
    [InlineData("yes", "could not hand it over")]
    public async Task A_test_alarm_that_did_not_come_does_not_count(string answer, string says)
    {
        if (answer == "yes")
        {
            Say("handed-over", "{ \"actionDetails\": [ { \"Name\": \"email0\", \"Status\": \"Failed\" } ] }");
        }

        var (code, text) = await RunAsync(["--try-alarm"], input: answer);
        Assert.Equal(1, code);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Say("deployments", "main Succeeded\n");
        Assert.Contains("warning  alarm", (await RunAsync("--check")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_what_is_not_deployed_says_so_and_one_that_fails_fails()
    {
        var (code, text) = await RunAsync("--check");
        Assert.Equal(1, code);
        Assert.Contains("Nothing is deployed", text, StringComparison.Ordinal);
        Say("deployments", "main Succeeded\n");
        Say("blocked", "--preflight");
        Assert.Equal(1, (await RunAsync("--check")).Code);
    }

    [Theory]
    [InlineData("--bakc")]
    [InlineData("settings", "and-more")]
    public async Task A_command_that_is_mistyped_does_nothing(params string[] args)
    {
        var (code, text) = await RunAsync(args, withSettings: false);
        Assert.Equal(2, code);
        Assert.Contains("infra/go-live SETTINGS", text, StringComparison.Ordinal);
        Assert.Empty(Calls(""));
    }

    [Fact]
    public void Every_setting_of_the_example_is_read_by_somebody()
    {
        var known = Repository.Read("infra", "go-live");
        foreach (var name in Repository.Read("infra", "settings.example").Split('\n').Where(l => l.StartsWith("GoLive__", StringComparison.Ordinal)).Select(l => l.Split('=')[0]["GoLive__".Length..]))
        {
            Assert.Contains(name, known, StringComparison.Ordinal);
        }
    }

    private Task<(int Code, string Text)> RunAsync(params string[] args) => RunAsync(args, withSettings: true);

    private async Task<(int Code, string Text)> RunAsync(string[] args, bool withSettings = true, string input = "")
    {
        var settings = Path.Combine(_folder, "settings");
        await File.WriteAllLinesAsync(settings, _settings);
        var start = new ProcessStartInfo("bash", [Repository.At("infra", "go-live"), .. args, .. withSettings ? [settings] : Array.Empty<string>()])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        var environment = start.Environment;
        environment["PATH"] = _folder + ":" + environment["PATH"];
        environment["LOG"] = _folder;
        foreach (var (name, value) in _own)
        {
            environment[name] = value;
        }

        (environment["GO_LIVE_PAUSE"], environment["GO_LIVE_LOOKS"]) = ("0", "3");
        (environment["GO_LIVE_PROGRAM"], environment["GO_LIVE_PACKAGE"]) = (Path.Combine(_folder, "program"), "package.zip");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input.Length > 0 ? input + '\n' : "");
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private List<string> Calls(params string[] beginnings) => File.Exists(Path.Combine(_folder, "calls"))
        ? [.. File.ReadLines(Path.Combine(_folder, "calls")).Where(c => beginnings.Any(b => c.StartsWith(b, StringComparison.Ordinal)))]
        : [];

    /// <summary>As much of a call as says what was asked.</summary>
    private static string Head(string call) => call.Split(' ') is var words && words[0] switch
    {
        "curl" => 1,
        "program" => call.Contains("--only", StringComparison.Ordinal) ? 4 : 2,
        _ => words.TakeWhile(w => !w.StartsWith("--", StringComparison.Ordinal)).Count(),
    } is var most
        ? string.Join(' ', words.Take(most)).Split(',')[0]
        : "";

    private static string DeletedVault(string name, string group) => $"{name}\t/subscriptions/1/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{name}\n";

    private void Say(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private void Stand(string name, string does)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\nprintf '%s\\n' \"{name} $*\" >>\"$LOG/calls\"\n{does}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
