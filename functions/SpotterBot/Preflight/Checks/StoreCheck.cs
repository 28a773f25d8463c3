using System.Security.Cryptography;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Preflight.Checks;

/// <summary>The store takes a row, gives it back and lets it go; and what it holds opens with our key.</summary>
public sealed class StoreCheck(IRowStore store, RosterFacts roster, SpotterSettings settings) : IPreflightCheck
{
    private const string Table = "preflight";

    public string Name => "store";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var where = settings.Storage is { TableServiceUri: null, ConnectionString: null } ? "the SQLite file" : "Table Storage";
        var why = await WhyNotAsync();
        if (why is not null)
        {
            yield return Finding.Blocking(
                $"A row could not be written to {where}, read and deleted: {why}.",
                "Give whoever runs this, and the app's identity, the role Storage Table Data Contributor on the account; or see that the file's folder is there, writable and not full");
            yield break;
        }

        yield return Finding.Passed($"A row was written to {where}, read and deleted.");
        yield return await OpensAsync()
            ? Finding.Passed("What is stored opens with Privacy__Key.")
            : Finding.Blocking(
                "What is stored does not open with Privacy__Key.",
                "Set the key that the store was written under: under another one nobody on the roster and nobody's session is found");
    }

    private async Task<string?> WhyNotAsync()
    {
        try
        {
            var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            if (!(await store.InsertAsync(Table, Row.New(Table, key, ("value", 1L)))).Done)
            {
                return "it was not inserted";
            }

            var read = await store.GetAsync(Table, Table, key);
            var deleted = await store.DeleteAsync(Table, Table, key);
            return read?.Number("value") != 1 ? "it did not come back" : deleted.Done ? null : "it was not deleted";
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or InvalidOperationException)
        {
            return fault.Message.Split('\n')[0].TrimEnd('.');
        }
    }

    private async Task<bool> OpensAsync()
    {
        try
        {
            await roster.AllAsync();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
