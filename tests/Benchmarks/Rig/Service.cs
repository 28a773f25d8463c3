using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotterBot;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace Benchmarks.Rig;

/// <summary>The real program, with its web server, on a store to measure and an instant phone company.</summary>
public sealed class Service : IAsyncDisposable
{
    public const string Base = "https://spotter.example.org";
    public const string Line = "+12895550100";

    private const string Token = "0123456789abcdef0123456789abcdef";

    /// <summary>All that the program must be told, but for its store.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["PublicBaseUrl"] = Base,
        ["Twilio:AccountSid"] = "AC" + new string('0', 31) + "1",
        ["Twilio:AuthToken"] = Token,
        ["Twilio:Numbers:0"] = Line,
        ["Privacy:Key"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()),
        ["Roster:Peers:0:Name"] = "Peer",
        ["Roster:Peers:0:Phone"] = "+12895550201",
        ["Roster:Coordinators:0:Name"] = "Coordinator",
        ["Roster:Coordinators:0:Phone"] = "+12895550301",
        ["Places:Areas:0:Name"] = "Hamilton",
        ["Places:Areas:0:Match"] = "Hamilton",
        ["Places:Areas:0:Dispatch"] = "+12895550911",
        ["Places:Areas:0:VerifiedOn"] = "2026-01-01",
    };

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private Service(WebApplication app, DirectoryInfo folder, InstantPhoneCompany company)
    {
        (_app, _folder, Company) = (app, folder, company);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(address) };
    }

    public InstantPhoneCompany Company { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="sweeps">Whether it wakes sessions by itself.</param>
    /// <param name="perSecond">Calls and texts that the phone company takes.</param>
    public static async Task<Service> StartAsync(Store store, bool sweeps, int perSecond = 1000)
    {
        var folder = Directory.CreateTempSubdirectory("spotterbot-bench");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(Settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Configuration["Storage:File"] = Path.Combine(folder.FullName, "unused.db");
        builder.Logging.ClearProviders();
        var (settings, faults) = SpotterSettings.Read(builder.Configuration, development: true);
        if (settings is null)
        {
            throw new InvalidOperationException(string.Join('\n', faults.ToFaultLines()));
        }

        settings = settings with { Twilio = settings.Twilio with { CallsPerSecond = perSecond, TextsPerSecond = perSecond } };
        var company = new InstantPhoneCompany();
        var app = SpotterProgram.Build(builder, settings, TimeProvider.System, port: 0, services =>
        {
            services.AddSingleton<IRowStore>(store.Rows);
            services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => company);
            foreach (var sweep in services.Where(s => !sweeps && s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(SweepLoop)).ToList())
            {
                services.Remove(sweep);
            }
        });
        await Composition.SeedRosterAsync(app.Services);
        await app.StartAsync();
        return new Service(app, folder, company);
    }

    /// <summary>The reply's body to a webhook.</summary>
    public async Task<string> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var request = Signed(path, form);
        using var reply = await Client.SendAsync(request);
        var body = await reply.Content.ReadAsStringAsync();
        return reply.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{path}: {(int)reply.StatusCode} {body}");
    }

    /// <summary>A webhook as the phone company signs it.</summary>
    public static HttpRequestMessage Signed(string path, params (string Name, string Value)[] form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version11,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}")))),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Sign(Base + path, form));
        return request;
    }

    public static string Sign(string url, IEnumerable<(string Name, string Value)> form)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in form.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

#pragma warning disable CA5350 // The phone company's own algorithm.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
