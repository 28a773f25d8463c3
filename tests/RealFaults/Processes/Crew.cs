using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net;
using System.Runtime.CompilerServices;
using PhoneCompany;
using RealFaults.Company;

namespace RealFaults.Processes;

/// <summary>Which store the program has.</summary>
internal enum StoreKind
{
    Sqlite,
    Azurite,
}

/// <summary>All processes of a run: the phone company, the program (twice on Table Storage), and Azurite.</summary>
internal sealed class Crew : IDisposable
{
    // Azurite's own, and published.
    private const string AzuriteAccount = "devstoreaccount1";
    private const string AzuriteKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(5) };

    public Crew(StoreKind kind, string folder, int seed)
    {
        Service = new Service { Folder = folder, CompanyPort = FreePort.Any(), ProgramPorts = kind == StoreKind.Azurite ? [FreePort.Any(), FreePort.Any()] : [FreePort.Any()] };
        Service.Write();
        var self = Path.Combine(AppContext.BaseDirectory, "RealFaults.dll");
        Company = new Child("phone company", start => new ProcessStartInfo("dotnet", ["exec", self, CompanyProcess.Command, folder, Text(seed + (1000 * start))]), CompanyAnswersAsync);
        var store = KeyValuePair.Create("Storage__File", Path.Combine(folder, "spotter.db"));
        if (kind == StoreKind.Azurite)
        {
            var port = FreePort.Any();
            Azurite = new Child("Azurite", _ => AzuriteOn(port, folder), () => ListensAsync(port));
            store = KeyValuePair.Create("Storage__ConnectionString", $"AccountName={AzuriteAccount};AccountKey={AzuriteKey};TableEndpoint=http://127.0.0.1:{port}/{AzuriteAccount}");
        }

        Programs = [.. Service.ProgramPorts.Select((port, index) => new Child($"program {index + 1}", _ => ProgramOn(port, store), () => ProgramAnswersAsync(port)))];
    }

    public Service Service { get; }

    public Child Company { get; }

    public IReadOnlyList<Child> Programs { get; }

    public Child? Azurite { get; }

    public IEnumerable<Child> All => Programs.Append(Company).Concat(Azurite is null ? [] : [Azurite]);

    /// <summary>Why a run on this store is impossible here; null where it is not.</summary>
    public static string? WhyNot(StoreKind kind) =>
        !OperatingSystem.IsLinux() ? "Processes are frozen by signals of Linux."
        : kind == StoreKind.Azurite && !Directory.Exists(Path.Combine(AzuriteFolder, "node_modules")) ? "Azurite is not installed: run tests/run, or npm ci in tests/azurite."
        : null;

    /// <exception cref="InvalidOperationException">One does not start.</exception>
    public async Task StartAsync()
    {
        foreach (var child in All.Reverse())
        {
            child.Start();
            if (!await child.IsUpAsync())
            {
                throw new InvalidOperationException($"{child.Name} does not start:\n{string.Join('\n', child.Output)}");
            }
        }
    }

    /// <summary>Somebody does something with their phone; false where the phone company cannot be reached, or the phone cannot do that now.</summary>
    public async Task<bool> ActAsync(string number, string deed, string? query = null)
    {
        try
        {
            using var response = await _http.PostAsync(new Uri($"{Service.CompanyUrl}/phones/{Uri.EscapeDataString(number)}/{deed}{query}"), null);
            return response.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var child in All)
        {
            child.Dispose();
        }

        _http.Dispose();
    }

    private static string AzuriteFolder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "azurite"));

    private static string Here([CallerFilePath] string here = "") => here;

    private ProcessStartInfo ProgramOn(int port, KeyValuePair<string, string> store)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "SpotterBot.dll")]) { WorkingDirectory = Service.Folder };
        foreach (var (name, value) in Service.Settings(port, store))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>On disk: what it has saved by its end it has again at its start. Stopped with SIGTERM it saves; killed it would lose up to five seconds.</summary>
    private static ProcessStartInfo AzuriteOn(int port, string folder)
    {
        var start = new ProcessStartInfo(
            "node",
            [
                Path.Combine(AzuriteFolder, "start.cjs"), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", Path.Combine(folder, "azurite"),
                "--tableKeepAliveTimeout", "120", "--tableHost", "127.0.0.1", "--tablePort", Text(port),
            ]) { WorkingDirectory = folder };
        start.Environment["AZURITE_ACCOUNTS"] = $"{AzuriteAccount}:{AzuriteKey}";
        return start;
    }

    private Task<bool> CompanyAnswersAsync() => AnswersAsync($"{Service.CompanyUrl}/2010-04-01/Accounts/{Service.AccountSid}.json", _ => true);

    /// <summary>It has swept since it started: health says when, and 503 while it cannot.</summary>
    private Task<bool> ProgramAnswersAsync(int port) => AnswersAsync($"http://127.0.0.1:{port}/api/health", body => !body.Contains("\"lastSweepSeconds\":null", StringComparison.Ordinal));

    private async Task<bool> AnswersAsync(string url, Func<string, bool> isRight)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(url));
            return isRight(await response.Content.ReadAsStringAsync());
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var tried = new TcpClient();
            await tried.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
