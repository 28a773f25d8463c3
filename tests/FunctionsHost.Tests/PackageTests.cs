using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsHost.App;
using FunctionsHost.Handler;
using FunctionsHost.Invocations;
using PhoneCompany.Signing;
using SpotterBot.Tests.Storage;

namespace FunctionsHost.Tests;

/// <summary>The package that is deployed, under the host: what the host asks of a handler, and what it does with one that fails.</summary>
public sealed class PackageTests(RunningPackage package)
{
    private const string Form = "CallSid=CA1&From=%2B19055550123&To=%2B12895550100";

    [Fact]
    public async Task The_host_finds_each_function_with_its_route()
    {
        var app = FunctionApp.Load((await package.MountAsync()).Root, package.Settings());
        Assert.Equal(
            ["api/callbacks/{*rest}", "api/health", "api/texts", "api/voice/{*rest}", "recordings/{session}/{link}", "sounds/calm.wav"],
            app.Functions.OfType<HttpFunction>().Select(f => f.Route).Order(StringComparer.Ordinal));
        Assert.All(app.Functions.OfType<HttpFunction>(), f => Assert.Equal(AuthLevel.Anonymous, f.AuthLevel));
        var timer = Assert.Single(app.Functions.OfType<TimerFunction>());
        Assert.Equal("WakeUp", timer.Name);
        Assert.False(timer.UseMonitor);
    }

    [Fact]
    public async Task The_health_report_names_the_package_that_was_loaded()
    {
        var root = (await package.MountAsync()).Root;
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "package.version").Order(StringComparer.Ordinal))
        {
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file) + '\n'));
            all.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }

        var digits = Convert.ToHexStringLower(all.GetHashAndReset())[..12];
        await using var host = await package.StartAsync();
        await host.ReadyAsync();
        Assert.Contains($"\"version\":\"0.1.0-{digits}\"", (await Wire.GetAsync(host.Address, "/api/health")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_where_it_is_told_on_loopback_and_nowhere_else()
    {
        await using var host = await package.StartAsync();
        await host.ReadyAsync();
        Assert.Equal([$"0100007F:{host.HandlerPort:X4}"], ListenersOf(host.HandlerProcessId));
        Assert.Equal(1, host.HandlerStarts);
    }

    [Fact]
    public async Task A_webhook_is_known_by_its_public_address_with_path_and_query_as_they_were_sent()
    {
        await using var host = await package.StartAsync();
        const string Target = "/api/voice?a=b+c&d=1&d=2&e=%2F%20%2b&f";
        var (status, head, body) = await Wire.SendAsync(host.Address, Post(Target, RunningPackage.PublicBaseUrl + Target));
        Assert.Equal(200, status);
        Assert.Contains("Content-Type: text/xml", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<Response>", body, StringComparison.Ordinal);

        Assert.Equal(200, (await Wire.SendAsync(host.Address, Post(Target, RunningPackage.PublicBaseUrl + Target, chunked: true))).Status);

        // Signed for what the handler sees, or for what somebody in between made of it.
        Assert.Equal(403, (await Wire.SendAsync(host.Address, Post(Target, $"http://127.0.0.1:{host.HandlerPort}{Target}"))).Status);
        Assert.Equal(403, (await Wire.SendAsync(host.Address, Post(Target, RunningPackage.PublicBaseUrl + Target.Replace("b+c", "b%20c")))).Status);
    }

    [Fact]
    public async Task The_timer_hears_an_object_in_json_and_nobody_reaches_it_from_outside()
    {
        await using var host = await package.StartAsync();
        var run = await host.FireAsync("WakeUp");
        Assert.Equal(InvocationOutcome.Succeeded, run.Outcome);
        using var reply = JsonDocument.Parse(run.Detail);
        Assert.Equal(JsonValueKind.Object, reply.RootElement.GetProperty("Outputs").ValueKind);
        Assert.Matches("\"hosted\":true,\"lastTimerSeconds\":[0-9]", (await Wire.GetAsync(host.Address, "/api/health")).Body);
        Assert.Equal(404, (await Wire.SendAsync(host.Address, Post("/WakeUp", RunningPackage.PublicBaseUrl + "/WakeUp"))).Status);
    }

    [Fact]
    public async Task With_its_store_gone_the_timer_fails_at_once_a_caller_hears_a_sentence_and_the_process_lives()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        var tables = await Azurite.StartAsync();
        var settings = package.Settings();
        settings["Storage__ConnectionString"] = tables.ConnectionString;
        await using var host = await package.StartAsync(settings);
        await host.ReadyAsync();
        await tables.DisposeAsync();
        var run = await host.FireAsync("WakeUp");
        Assert.Equal((InvocationOutcome.Failed, "Response status code does not indicate success: 500."), (run.Outcome, run.Detail));
        var (status, _, body) = await Wire.SendAsync(host.Address, Post("/api/voice", RunningPackage.PublicBaseUrl + "/api/voice"));
        Assert.Equal(200, status);
        Assert.Contains("<Say", body, StringComparison.Ordinal);
        Assert.Equal(503, (await Wire.GetAsync(host.Address, "/api/health")).Status);
        Assert.Equal((1, 0), (host.HandlerStarts, host.Exits.Count));
    }

    [Fact]
    public async Task Started_while_its_store_is_away_it_listens_all_the_same_for_a_host_starts_it_three_times_and_no_more()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        var tables = await Azurite.StartAsync();
        await tables.DisposeAsync();
        var settings = package.Settings();
        settings["Storage__ConnectionString"] = tables.ConnectionString;
        await using var host = await package.StartAsync(settings);
        await host.ReadyAsync();
        var (status, _, body) = await Wire.SendAsync(host.Address, Post("/api/voice", RunningPackage.PublicBaseUrl + "/api/voice"));
        Assert.Equal(200, status);
        Assert.Contains("<Say", body, StringComparison.Ordinal);
        Assert.Equal(503, (await Wire.GetAsync(host.Address, "/api/health")).Status);
        Assert.Equal((1, 0), (host.HandlerStarts, host.Exits.Count));
    }

    [Fact]
    public async Task Whatever_is_sent_it_answers_and_lives()
    {
        await using var host = await package.StartAsync();
        foreach (var path in new[] { "/api/voice", "/api/voice/leg/s/a1/1/1", "/api/voice/%00/%ff", "/api/texts", "/api/callbacks/number", "/api/callbacks/", "/api/health", "/sounds/calm.wav", "/recordings/s/x" })
        {
            foreach (var (type, body) in new[] { ("application/x-www-form-urlencoded", "%zz=%&&&=="), ("application/json", "{"), ("multipart/form-data", "--"), ("", ""), ("a/b", new string('x', 200_000)) })
            {
                var typeLine = type.Length > 0 ? $"Content-Type: {type}\r\n" : "";
                var (status, _, _) = await Wire.SendAsync(
                    host.Address, $"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{typeLine}X-Twilio-Signature: \u00ff==\r\nContent-Length: {body.Length}\r\n\r\n{body}");
                Assert.InRange(status, 400, 499);
            }
        }

        Assert.Equal(200, (await Wire.GetAsync(host.Address, "/sounds/calm.wav")).Status);
        Assert.Equal(404, (await Wire.GetAsync(host.Address, "/recordings/s/x")).Status);
        Assert.Equal((1, 0), (host.HandlerStarts, host.Exits.Count));
    }

    [Fact]
    public async Task Told_to_end_by_anybody_but_the_host_it_ends_with_a_fault_and_is_started_again()
    {
        await using var host = await package.StartAsync();
        await host.ReadyAsync();
        using (var term = Process.Start("kill", ["-TERM", $"{host.HandlerProcessId}"]))
        {
            await term.WaitForExitAsync();
        }

        await Wire.UntilAsync(() => host.Exits.Count == 1);
        Assert.Equal(AfterExit.Restart, host.Exits[0].Then);
        Assert.Equal(200, (await Wire.SendAsync(host.Address, Post("/api/voice", RunningPackage.PublicBaseUrl + "/api/voice"))).Status);
    }

    [Fact]
    public async Task Killed_it_is_started_again_and_goes_on_with_its_store()
    {
        await using var host = await package.StartAsync();
        await host.ReadyAsync();
        host.KillHandler();
        await Wire.UntilAsync(() => host.Exits.Count == 1);
        Assert.Equal(new HandlerExit(137, false, AfterExit.Restart), host.Exits[0]);
        Assert.Equal(200, (await Wire.SendAsync(host.Address, Post("/api/voice", RunningPackage.PublicBaseUrl + "/api/voice"))).Status);
        Assert.Equal(InvocationOutcome.Succeeded, (await host.FireAsync("WakeUp")).Outcome);
    }

    [Fact]
    public async Task With_a_setting_at_fault_the_host_gives_up_and_its_log_names_the_setting()
    {
        var settings = package.Settings();
        settings["Twilio__AuthToken"] = "";
        await using var host = await package.StartAsync(settings);
        await host.Stopped;
        Assert.All(host.Exits, e => Assert.NotEqual(0, e.Code));
        Assert.Contains(host.Lines, l => l.Level != "Information" && l.Text.Contains("Twilio__AuthToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_written_where_it_is_mounted()
    {
        await using (var host = await package.StartAsync())
        {
            Assert.Equal(InvocationOutcome.Succeeded, (await host.FireAsync("WakeUp")).Outcome);
            await Wire.SendAsync(host.Address, Post("/api/voice", RunningPackage.PublicBaseUrl + "/api/voice"));
        }

        Assert.Empty((await package.MountAsync()).Changes);
    }

    /// <param name="signedFor">The address that the signature is made for.</param>
    private static string Post(string target, string signedFor, bool chunked = false)
    {
        var fields = Form.Split('&').Select(f => f.Split('=')).Select(f => KeyValuePair.Create(f[0], Uri.UnescapeDataString(f[1])));
        var signature = WebhookSignature.Compute(RunningPackage.Token, signedFor, fields);
        var (length, body) = chunked ? ("Transfer-Encoding: chunked", $"{Form.Length:x}\r\n{Form}\r\n0\r\n\r\n") : ($"Content-Length: {Form.Length}", Form);
        return $"POST {target} HTTP/1.1\r\nHost: spotter.example.org\r\nConnection: close\r\nX-Forwarded-Proto: https\r\nX-Twilio-Signature: {signature}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n{body}";
    }

    /// <summary>Addresses as the kernel writes them, of the sockets on which the process listens.</summary>
    private static List<string> ListenersOf(int process)
    {
        var own = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(f => new FileInfo(f).LinkTarget ?? "").ToHashSet();
        return [.. new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == "0A" && own.Contains($"socket:[{columns[9]}]"))
            .Select(columns => columns[1])];
    }
}
