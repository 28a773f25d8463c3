using Azure;
using Azure.Data.Tables;
using FunctionsHost.App;
using Scenarios.Support.Published;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

[assembly: AssemblyFixture(typeof(PublishedProgram))]

namespace Scenarios.Support.Published;

/// <summary>
/// The package and Table Storage's emulator, once for all scenarios; each scenario has an account of its own there. Used where the environment
/// says <c>SCENARIOS_ON=zip</c>.
/// </summary>
public sealed class PublishedProgram : IAsyncDisposable
{
    private const int AccountsMost = 800;

    private static readonly Lazy<PackageMount> Mount = new(() => new PackageMount(BuiltPackage.BuildAsync().GetAwaiter().GetResult()));
    private static readonly Lazy<Azurite> Tables = new(
        () => Azurite.StartAsync([.. Enumerable.Range(0, AccountsMost).Select(Account)]).GetAwaiter().GetResult());

    private static int _accounts = -1;

    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("SCENARIOS_ON") == "zip";

    internal static string Root => Mount.Value.Root;

    /// <summary>An account with nothing in it.</summary>
    internal static string NewConnectionString()
    {
        Assert.SkipWhen(BuiltPackage.Missing is not null, BuiltPackage.Missing ?? "");
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");

        // The scenarios' threads wait for processes; the host that these run in must not wait for a thread.
        ThreadPool.SetMinThreads(16, 16);
        return Tables.Value.ConnectionStringOf(Account(Interlocked.Increment(ref _accounts)));
    }

    /// <summary>The rows in it, for the scenario to read.</summary>
    internal static IRowStore Open(string connectionString) =>
        new TableRowStore(options => new TableServiceClient(connectionString, options), TimeProvider.System);

    /// <summary>Of a whole table, in one request: the program never asks so. None where nothing was ever written to it.</summary>
    internal static List<string> RowKeys(string connectionString, string table)
    {
        try
        {
            var rows = new TableServiceClient(connectionString, new TableClientOptions()).GetTableClient(table).QueryAsync<TableEntity>(filter: null);
            return [.. rows.ToBlockingEnumerable().Select(e => e.RowKey)];
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "TableNotFound")
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Tables.IsValueCreated)
        {
            await Tables.Value.DisposeAsync();
        }

        if (Mount.IsValueCreated)
        {
            Mount.Value.Dispose();
        }
    }

    private static string Account(int number) => $"scenario{number}";
}
