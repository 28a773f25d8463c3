using Azure.Identity;
using SpotterBot.Places;
using SpotterBot.Preflight.Checks;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Preflight;

/// <summary>What the program does besides serving, for whoever operates it: <c>--preflight</c> and <c>--point-numbers</c>.</summary>
public static class OperatorCommands
{
    /// <summary>Everything is in order, or was done.</summary>
    public const int Done = 0;

    /// <summary>Something is wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command cannot be read.</summary>
    public const int NotUnderstood = 2;

    private const string Usage = """
        SpotterBot                        serves, until it is stopped
        SpotterBot --preflight            looks at everything that must be in order before anybody relies on it
                   --json                 ... and reports it as JSON
                   --only NAME,NAME       ... only these checks
        SpotterBot --point-numbers        points the service's numbers at PublicBaseUrl
                   --voice-fallback URL   ... with this TwiML of Twilio's own for calls while we cannot be reached
                   --text-fallback URL    ... and this one for texts
                   --keep FILE            ... having written down where they pointed, unless the file is there already
                   --dry-run              ... or only says what it would change
        SpotterBot --restore-numbers FILE points them back to what was written down
        SpotterBot --import-roster FILE   puts the people of a file on the roster: role,name,phone,languages,hours,time zone
                   --dry-run              ... or only says whom
        SpotterBot --export-areas FILE    writes the areas and their dispatch lines to a file
        SpotterBot --import-areas FILE    puts those of the file in their place, unless a line of it is faulty
                   --dry-run              ... or only says what is wrong with it
        """;

    private static readonly string[] Verbs = ["--preflight", "--point-numbers", "--restore-numbers", "--import-roster", "--import-areas", "--export-areas", "--help"];

    public static bool AreMeant(IReadOnlyList<string> args) => args.Any(Verbs.Contains);

    /// <param name="adjust">Changes what the command is made of.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, IConfiguration configuration, bool development, TimeProvider time, TextWriter output, Action<IServiceCollection>? adjust = null)
    {
        if (OperatorArguments.Read(args) is not { } read || read.Verb == "--help")
        {
            await output.WriteLineAsync(Usage);
            return args.Contains("--help") ? Done : NotUnderstood;
        }

        var (settings, faults) = SpotterSettings.Read(configuration, development);
        if (settings is null)
        {
            await ReportAsync(faults, read, output);
            return Failed;
        }

        var store = Open(settings, time);
        try
        {
            await using var services = Services(settings, store, time, adjust);
            return read.Verb switch
            {
                "--preflight" => await services.GetRequiredService<PreflightCommand>().RunAsync(read, development, output),
                "--import-areas" or "--export-areas" => await services.GetRequiredService<AreasCommand>().RunAsync(read, output),
                "--import-roster" => await services.GetRequiredService<ImportRosterCommand>().RunAsync(read, output),
                _ => await services.GetRequiredService<PointNumbersCommand>().RunAsync(read, output),
            };
        }
        finally
        {
            (store as IDisposable)?.Dispose();
        }
    }

    /// <summary>Faulty settings are results like any other: whoever reads the report as JSON reads them, too.</summary>
    private static async Task ReportAsync(IReadOnlyList<SettingsFault> faults, OperatorArguments read, TextWriter output)
    {
        var results = faults.Select(f => new PreflightResult(PreflightRun.Settings, Severity.Blocking, $"{f.Setting} {f.Reason}.", f.Remedy)).ToList();
        await output.WriteLineAsync(read.Json ? PreflightReport.Json(results) : string.Join('\n', results.Select(PreflightReport.Line).Append(PreflightReport.Summary(results))));
    }

    private static ServiceProvider Services(SpotterSettings settings, IRowStore store, TimeProvider time, Action<IServiceCollection>? adjust)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(settings.Storage.File))!;
        var key = settings.Privacy.Key?.ToArray() ?? Privacy.LoadOrMakeKey(Path.Combine(folder, "privacy.key"));
        var services = new ServiceCollection();
        services.AddSingleton(time);

        // The findings say what went wrong; the log would say it a second time, between the lines of the JSON.
        services.AddLogging();
        services.AddSpotterBot(settings, store, new Privacy(key));
        services.AddHttpClient(Wire.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(20))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton<NumberUrls>();
        services.AddSingleton<TwilioFacts>();
        services.AddSingleton<RosterFacts>();
        services.AddSingleton<Wire>();
        foreach (var check in Checks)
        {
            services.AddSingleton(typeof(IPreflightCheck), check);
        }

        services.AddSingleton<PreflightRun>();
        services.AddSingleton<PreflightCommand>();
        services.AddSingleton<PointNumbersCommand>();
        services.AddSingleton<ImportRosterCommand>();
        services.AddSingleton<AreasCommand>();
        adjust?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>In the order in which one leads to the next.</summary>
    public static IReadOnlyList<Type> Checks { get; } =
    [
        typeof(PublicUrlCheck), typeof(SignatureCheck), typeof(SweepCheck), typeof(StoreCheck), typeof(TokensCheck), typeof(AccountCheck),
        typeof(ConcurrencyCheck), typeof(PaceCheck), typeof(CapabilitiesCheck), typeof(NumberUrlsCheck), typeof(FallbackCheck), typeof(MessagingServiceCheck),
        typeof(SwitchCheck), typeof(TextRegistrationCheck), typeof(EmergencyAddressCheck), typeof(CountriesCheck), typeof(OnShiftCheck), typeof(HoursCheck), typeof(DebriefCheck), typeof(DispatchCheck),
        typeof(ClockCheck), typeof(TrialCheck), typeof(AlarmsCheck),
    ];

    /// <summary>The store as whoever runs this may use it: signed in with the Azure CLI, or inside the app by its identity.</summary>
    private static IRowStore Open(SpotterSettings settings, TimeProvider time)
    {
        try
        {
            return Stores.Open(settings.Storage, time, new ChainedTokenCredential(new AzureCliCredential(), new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)));
        }
        catch (IOException fault)
        {
            return new UnusableStore(fault.Message);
        }
    }

    /// <summary>A store that could not be opened: whoever asks it hears why.</summary>
    private sealed class UnusableStore(string why) : IRowStore
    {
        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => throw new IOException(why);

        public ValueTask<Write> InsertAsync(string table, Row row) => throw new IOException(why);

        public ValueTask<Write> ReplaceAsync(string table, Row row) => throw new IOException(why);

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) => throw new IOException(why);

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) => throw new IOException(why);
    }
}
