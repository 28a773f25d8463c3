using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using SpotterBot.Settings;

namespace SpotterBot.Storage;

/// <summary>The store that the settings ask for.</summary>
public static class Stores
{
    /// <exception cref="IOException">The embedded store's file cannot be used.</exception>
    public static IRowStore Open(StorageSettings settings, TimeProvider time) => settings switch
    {
        { TableServiceUri: { } uri } => new TableRowStore(
            options => new TableServiceClient(uri, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), WithTransport(options)), time),
        { ConnectionString: { } text } => new TableRowStore(options => new TableServiceClient(text, WithTransport(options)), time),
        _ => new SqliteRowStore(settings.File),
    };

    /// <summary>Connections are renewed, so that the service may move to other addresses; one that cannot be made is given up soon.</summary>
    private static TableClientOptions WithTransport(TableClientOptions options)
    {
        options.Transport = new HttpClientTransport(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
        return options;
    }
}
