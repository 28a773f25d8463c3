using Azure;
using Azure.Data.Tables;
using FunctionsHost.App;
using Scenarios.Support.Published;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

[assembly: AssemblyFixture(typeof(PublishedProgram))]

namespace Scenarios.Support.Published;

/// <summary>
/// The package, once for all scenarios, and Table Storage's emulator; each scenario has an account of its own there. Used where the environment
/// says <c>SCENARIOS_ON=zip</c>.
/// </summary>
public sealed class PublishedProgram : IAsyncDisposable
{
    /// <summary>Of one emulator: it slows with everything that was ever in it.</summary>
    private const int AccountsMost = 24;

    private static readonly Lazy<PackageMount> Mount = new(() => new PackageMount(BuiltPackage.BuildAsync().GetAwaiter().GetResult()));
    private static readonly Lock Gate = new();
    private static readonly List<Azurite> Tables = [];

    private static int _accountsLeft;

    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("SCENARIOS_ON") == "zip";

    internal static string Root => Mount.Value.Root;

    /// <summary>An account with nothing in it.</summary>
    internal static string NewConnectionString()
    {
        Assert.SkipWhen(BuiltPackage.Missing is not null, BuiltPackage.Missing ?? "");
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");

        // The scenarios' threads wait for processes; the host that these run in must not wait for a thread.
        ThreadPool.SetMinThreads(16, 16);
        lock (Gate)
        {
            if (_accountsLeft == 0)
            {
                Tables.Add(Azurite.StartAsync([.. Enumerable.Range(0, AccountsMost).Select(Account)]).GetAwaiter().GetResult());
                _accountsLeft = AccountsMost;
            }

            return Tables[^1].ConnectionStringOf(Account(--_accountsLeft));
        }
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
        foreach (var tables in Tables)
        {
            await tables.DisposeAsync();
        }

        if (Mount.IsValueCreated)
        {
            Mount.Value.Dispose();
        }
    }

    private static string Account(int number) => $"scenario{number}";
}
