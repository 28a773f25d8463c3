using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>
/// A storage account's tables. This folder stands in for the package of its namespace, as far as this program needs it, and adds what the
/// package leaves to the service: the refusals of <see cref="TableLimits"/>.
/// </summary>
public sealed class TableServiceClient
{
    private const string Scope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;

    /// <param name="connectionString">With an account's key in it.</param>
    /// <param name="options">Null: Azure's usual retries, three within some seconds.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableConnectionString.TryParse(connectionString) ?? throw new FormatException("This is no storage account's connection string."), options)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(endpoint, options ??= new TableClientOptions(), new SharedKeyPolicy(credential, options.Time))
    {
    }

    /// <param name="endpoint">https: a token does not travel in clear.</param>
    /// <param name="tokenCredential">Of an identity with the role "Storage Table Data Contributor".</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, options ?? new TableClientOptions(), new BearerTokenAuthenticationPolicy(tokenCredential, Scope))
    {
    }

    private TableServiceClient(TableConnectionString account, TableClientOptions? options)
        : this(account.Endpoint, account.Credential, options)
    {
    }

    private TableServiceClient(Uri endpoint, TableClientOptions options, HttpPipelinePolicy authorization)
    {
        Uri = endpoint;
        _pipeline = options.Build(authorization);
    }

    public Uri Uri { get; }

    /// <exception cref="ArgumentException">No table can be called this.</exception>
    public TableClient GetTableClient(string tableName) => new(tableName, Uri.GetLeftPart(UriPartial.Path).TrimEnd('/'), _pipeline);
}
