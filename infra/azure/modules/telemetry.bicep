// Logs and measures: a workspace, and Application Insights in it, which takes them from the bot's identity only (no instrumentation key is believed).
param name string
param location string
param tags object
param retentionDays int
param principalId string

// learn.microsoft.com, "Azure built-in roles": Monitoring Metrics Publisher, which despite its name is the one that may send logs and traces too
// ("Microsoft Entra authentication for Application Insights").
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
  }
}

// What docs/telemetry.md and docs/operator.md ask of a morning, on one page.
resource morning 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name, 'morning')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: '${name}: is the morning going well?'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: replace(loadTextContent('workbook.json'), 'WORKSPACE', workspace.id)
  }
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, metricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output workspaceId string = workspace.id

// The audience of tokens is the cloud's; the exporter takes it from here ("Microsoft Entra authentication for Application Insights", audience claim value).
output connectionString string = environment().name == 'AzureChinaCloud'
  ? '${insights.properties.ConnectionString};AADAudience=https://monitor.azure.cn/'
  : insights.properties.ConnectionString
