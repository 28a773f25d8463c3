using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>One table. A refusal is a <see cref="RequestFailedException"/>; what the service is known to refuse is an <see cref="ArgumentException"/> and not sent.</summary>
public sealed class TableClient
{
    private readonly string _address;
    private readonly HttpPipeline _pipeline;

    internal TableClient(string tableName, string address, HttpPipeline pipeline)
    {
        TableLimits.CheckTable(tableName);
        Name = tableName;
        _address = address;
        _pipeline = pipeline;
    }

    public string Name { get; }

    /// <summary>The value in a filter, quoted as it must be: <c>$"PartitionKey eq {key}"</c>.</summary>
    public static string CreateQueryFilter(FormattableString filter) =>
        string.Format(null, filter.Format, [.. filter.GetArguments().Select(FilterLiteral.Of)]);

    /// <summary>Makes the table; that it is there already is as well.</summary>
    public async Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = Message(new EntityRequest(RequestMethod.Post, "/Tables", null, BinaryData.FromObjectAsJson(new { TableName = Name }).ToArray()));
        await _pipeline.SendAsync(message, cancellationToken);
        return Checked(message.Response, TableErrorCode.TableAlreadyExists);
    }

    /// <summary>Writes a row that is not there yet.</summary>
    public Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default) =>
        SendAsync(EntityRequest.Add(Name, entity), cancellationToken);

    public Task<Response> UpdateEntityAsync(TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        SendAsync(EntityRequest.Update(Name, entity, ifMatch, mode), cancellationToken);

    /// <summary>Takes a row away. That there is none is no exception: the response has status 404 then.</summary>
    public async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellationToken = default)
    {
        using var message = Message(EntityRequest.Delete(Name, partitionKey, rowKey, ifMatch));
        await _pipeline.SendAsync(message, cancellationToken);
        return Checked(message.Response, TableErrorCode.ResourceNotFound);
    }

    /// <exception cref="RequestFailedException">404 where there is no such row.</exception>
    public async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new()
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken);
        return Response.FromValue(EntityOf<T>(Checked(response)), response);
    }

    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new()
    {
        var response = Checked(await GetAsync(partitionKey, rowKey, select, cancellationToken), TableErrorCode.ResourceNotFound);
        return response.IsError ? new NoEntity<T>(response) : Response.FromValue(EntityOf<T>(response), response);
    }

    /// <summary>Rows in the order of their keys.</summary>
    /// <param name="filter">From <see cref="CreateQueryFilter"/>; null for all.</param>
    /// <param name="maxPerPage">At most 1,000, the service's own limit.</param>
    public AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new()
    {
        var parameters = string.Join('&', new[]
        {
            filter is null ? null : "$filter=" + Uri.EscapeDataString(filter), maxPerPage is null ? null : $"$top={maxPerPage}", Select(select),
        }.OfType<string>());
        return new TableQuery<T>((continuation, token) => SendAsync(Read($"/{Name}()?{parameters}{continuation}"), token), cancellationToken);
    }

    /// <summary>Writes to one partition, all or none.</summary>
    /// <returns>One response for each action.</returns>
    /// <exception cref="TableTransactionFailedException">Nothing was done.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        var batch = new TableBatch(Name, _address, actions);
        using var message = Message(new EntityRequest(RequestMethod.Post, "/$batch", null, batch.Body));
        message.Request.Headers.SetValue("Content-Type", batch.ContentType);
        await _pipeline.SendAsync(message, cancellationToken);

        // The whole is accepted (202) whatever became of it.
        var answers = TableBatch.Answers(Checked(message.Response));
        if (answers.FirstOrDefault(a => a.IsError) is { } failed)
        {
            throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrorParser.Instance));
        }

        return answers.Count == actions.Count
            ? Response.FromValue(answers, message.Response)
            : throw new RequestFailedException(message.Response.Status, "A batch was answered in part.");
    }

    private static T EntityOf<T>(Response response)
        where T : TableEntity, new()
    {
        using var document = System.Text.Json.JsonDocument.Parse(response.Content);
        return EntityJson.Read<T>(document.RootElement);
    }

    private static Response Checked(Response response, string? expected = null)
    {
        if (!response.IsError)
        {
            return response;
        }

        var failure = new RequestFailedException(response);
        return failure.ErrorCode is { } code && code == expected ? response : throw failure;
    }

    private static string? Select(IEnumerable<string>? select) => select is null ? null : "$select=" + Uri.EscapeDataString(string.Join(',', select));

    private static EntityRequest Read(string path) => new(RequestMethod.Get, path, null, null);

    private async Task<Response> GetAsync(string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var query = Select(select) is { } chosen ? "?" + chosen : "";
        using var message = Message(Read(EntityRequest.PathOf(Name, partitionKey, rowKey) + query));
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    private async Task<Response> SendAsync(EntityRequest request, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        await _pipeline.SendAsync(message, cancellationToken);
        return Checked(message.Response);
    }

    private HttpMessage Message(EntityRequest entityRequest)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = entityRequest.Method;
        request.Uri.Reset(new Uri(_address + entityRequest.Path));
        request.Headers.SetValue("x-ms-version", TableClientOptions.Version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        if (entityRequest.IfMatch is { } tag)
        {
            request.Headers.SetValue("If-Match", tag);
        }

        if (entityRequest.Body is { } body)
        {
            request.Content = RequestContent.Create(body);
            request.Headers.SetValue("Content-Type", "application/json");
            request.Headers.SetValue("Prefer", "return-no-content");
        }

        return message;
    }

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => throw new InvalidOperationException("There is no such row.");

        public override Response GetRawResponse() => response;
    }
}
