using System.IO.Compression;
using FunctionsHost.App;

namespace FunctionsHost.Tests;

/// <summary>What the host reads, and what it would not run.</summary>
public sealed class AppTests
{
    public static TheoryData<string, string> BadHosts => new()
    {
        { AppFolder.Proxying.Replace("\"2.0\"", "\"3.0\""), "version" },
        { AppFolder.Proxying.Replace("\"handler\"", "\"\""), "defaultExecutablePath is missing" },
        { AppFolder.Proxying.Replace("\"handler\"", "\"elsewhere\""), "elsewhere is neither in the app nor a command" },
        { AppFolder.Proxying.Replace("\"customHandler\": {", "\"customHandler\": { \"http\": { \"routes\": [ { \"route\": \"{*route}\" } ] },"), "Detected both function.json files and custom handler HTTP route configuration" },
        { AppFolder.Proxying.Replace("\"version\"", "\"configurationProfile\": \"web-app-custom-handler\", \"version\""), "web-app-custom-handler" },
        { AppFolder.Proxying.Replace("\"00:01:00\"", "\"soon\""), "functionTimeout" },
        { AppFolder.Proxying.Replace("\"enableProxyingHttpRequest\": true", "\"enableForwardingHttpRequest\": true"), "would not be proxied" },
        { "{", "not JSON" },
    };

    public static TheoryData<string, string, string> BadFunctions => new()
    {
        { "Work", """{ "bindings": [ { "type": "queueTrigger", "name": "item", "queueName": "work" } ] }""", "'queueTrigger' are not registered" },
        { "Work", """{ "bindings": [ ] }""", "at least one binding" },
        { "Work", """{ "bindings": [ { "type": "http", "direction": "out", "name": "r" } ] }""", "exactly one trigger" },
        { "Work", """{ "bindings": [ { "type": "httpTrigger", "name": "r", "route": "admin/x" }, { "type": "http", "direction": "out", "name": "p" } ] }""", "conflicts with one or more built in routes" },
        { "Work", """{ "bindings": [ { "type": "httpTrigger", "name": "r", "authLevel": "nobody" }, { "type": "http", "direction": "out", "name": "p" } ] }""", "no authLevel" },
        { "Work", """{ "bindings": [ { "type": "timerTrigger", "name": "t", "schedule": "%Schedule%" } ] }""", "%Schedule% does not resolve" },
        { "Work", """{ "bindings": [ { "type": "timerTrigger", "name": "t", "schedule": "every now and then" } ] }""", "no NCRONTAB" },
        { "9Work", """{ "bindings": [ { "type": "timerTrigger", "name": "t", "schedule": "*/5 * * * * *" } ] }""", "no name for a function" },
        { "Work", "nonsense", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(BadHosts))]
    public void A_host_json_that_the_host_would_not_run(string json, string why)
    {
        using var app = new AppFolder(json).Http();
        Assert.Contains(why, Refusal(app), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadFunctions))]
    public void A_function_that_the_host_would_not_load(string name, string json, string why)
    {
        using var app = new AppFolder().Function(name, json);
        Assert.Contains(why, Refusal(app), StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_without_the_exec_bit()
    {
        using var app = new AppFolder().Http();
        File.SetUnixFileMode(app.At("handler"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains("has no x", Refusal(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_is_no_program()
    {
        using var app = new AppFolder().Http();
        await File.WriteAllTextAsync(app.At("handler"), "#!/nowhere/sh\n");
        await Assert.ThrowsAsync<HostRefusesException>(() => app.StartAsync());
    }

    [Fact]
    public void Without_a_function_json_there_is_nothing_to_run()
    {
        using var app = new AppFolder();
        Assert.Contains("nothing to run", Refusal(app), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_override_host_json_and_are_filled_in_where_it_names_them()
    {
        using var app = new AppFolder(AppFolder.Started("--place", "%PLACE%", "%NOT_SET%")).Http().Timer("Tick", "%Every%");
        var settings = new Dictionary<string, string>
        {
            ["AzureFunctionsJobHost__functionTimeout"] = "00:00:07",
            ["AzureFunctionsJobHost__extensions__http__routePrefix"] = "v1",
            ["PLACE"] = "here and there",
            ["Every"] = "0 */5 * * * *",
        };
        var loaded = FunctionApp.Load(app.Root, settings);
        Assert.Equal(TimeSpan.FromSeconds(7), loaded.Host.FunctionTimeout);
        Assert.Equal("--place here and there ", loaded.Host.Arguments);
        Assert.Equal("v1/{*rest}", loaded.Functions.OfType<HttpFunction>().Single().Route);
        var timer = loaded.Functions.OfType<TimerFunction>().Single();
        Assert.True(timer.UseMonitor);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero), timer.NextUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_package_is_mounted_with_the_modes_in_it_and_who_writes_there_is_found_out()
    {
        using var folder = new AppFolder().Http();
        var zip = folder.At("app.zip");
        Pack(folder, zip, handler: 0b111_101_101, json: 0b110_100_100);
        using var mount = new PackageMount(zip);
        Assert.Equal(2, FunctionApp.Load(mount.Root, new Dictionary<string, string>()).Executable.Split(mount.Root).Length);
        Assert.Empty(mount.Changes);
        await File.WriteAllTextAsync(Path.Combine(mount.Root, "written"), "");
        await File.AppendAllTextAsync(Path.Combine(mount.Root, "host.json"), " ");
        Assert.Equal(["host.json", "written"], mount.Changes);
    }

    [Fact]
    public void A_package_from_which_the_exec_bit_or_the_right_to_read_was_lost()
    {
        using var folder = new AppFolder().Http();
        var (noExec, noRead) = (folder.At("noexec.zip"), folder.At("noread.zip"));
        Pack(folder, noExec, handler: 0b110_100_100, json: 0b110_100_100);
        Pack(folder, noRead, handler: 0b111_101_101, json: 0b110_000_000);
        using var mount = new PackageMount(noExec);
        Assert.Throws<HostRefusesException>(() => FunctionApp.Load(mount.Root, new Dictionary<string, string>()));
        Assert.Contains("mode 600", Assert.Throws<HostRefusesException>(() => new PackageMount(noRead)).Message, StringComparison.Ordinal);
    }

    private static void Pack(AppFolder folder, string zip, int handler, int json)
    {
        using var package = ZipFile.Open(zip, ZipArchiveMode.Create);
        foreach (var name in new[] { "handler", "host.json", "Anything/function.json" })
        {
            package.CreateEntryFromFile(folder.At(name), name).ExternalAttributes = ((0b1000 << 12) | (name == "handler" ? handler : json)) << 16;
        }
    }

    private static string Refusal(AppFolder app) => Assert.Throws<HostRefusesException>(() => FunctionApp.Load(app.Root, new Dictionary<string, string>())).Message;
}
