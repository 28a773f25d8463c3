using System.Net;
using FunctionsHost.App;
using FunctionsHost.Tests;
using PhoneCompany;

[assembly: AssemblyFixture(typeof(RunningPackage))]

namespace FunctionsHost.Tests;

/// <summary>The project's own package, mounted once for all tests that start a host on it.</summary>
public sealed class RunningPackage : IDisposable
{
    public const string PublicBaseUrl = "https://spotter.example.org";
    public const string Token = "0123456789abcdef0123456789abcdef";

    private readonly Lazy<Task<PackageMount>> _mount = new(async () => new PackageMount(await BuiltPackage.BuildAsync()));
    private readonly string _folder = Directory.CreateTempSubdirectory("running-package-").FullName;
    private int _stores;

    /// <summary>Settings with which it starts, on an empty store of its own; the phone company cannot be reached.</summary>
    public Dictionary<string, string> Settings() => new()
    {
        ["PublicBaseUrl"] = PublicBaseUrl,
        ["Twilio__AccountSid"] = "AC" + new string('0', 32),
        ["Twilio__AuthToken"] = Token,
        ["Twilio__ApiBaseUrl"] = $"http://127.0.0.1:{FreePort.Any()}",
        ["Twilio__Numbers__0"] = "+12895550100",
        ["Privacy__Key"] = Convert.ToBase64String(new byte[32]),
        ["Storage__File"] = Path.Combine(_folder, $"{Interlocked.Increment(ref _stores)}.db"),
        ["Roster__Peers__0__Name"] = "Peer",
        ["Roster__Peers__0__Phone"] = "+19055550201",
        ["Roster__Coordinators__0__Name"] = "Coordinator",
        ["Roster__Coordinators__0__Phone"] = "+19055550301",
    };

    /// <summary>The package as it lies on the host's disk, or the test skips.</summary>
    public async Task<PackageMount> MountAsync()
    {
        Assert.SkipWhen(BuiltPackage.Missing is not null, BuiltPackage.Missing ?? "");
        return await _mount.Value;
    }

    /// <summary>A host on it, as soon as it is there; its handler may not be.</summary>
    public async Task<ConformanceHost> StartAsync(Dictionary<string, string>? settings = null) =>
        await ConformanceHost.StartAsync(new HostOptions { AppRoot = (await MountAsync()).Root, AppSettings = settings ?? Settings() });

    public void Dispose()
    {
        if (_mount.IsValueCreated)
        {
            _mount.Value.Result.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
